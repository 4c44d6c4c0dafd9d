package sc.fiji.fewshot.command;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes one scene for all tests of commands. */
final class SharedScene implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == CommandScene.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    // Whatever the outermost store holds is closed after the last test.
    return context
        .getRoot()
        .getStore(Namespace.create(SharedScene.class))
        .getOrComputeIfAbsent(CommandScene.class, key -> new CommandScene(), CommandScene.class);
  }
}
