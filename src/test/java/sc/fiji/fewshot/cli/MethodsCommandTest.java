package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MethodsCommandTest {

  @Test
  void aMethodThatWasAddedIsInTheListAndInTheHelp() {
    Call list = Call.of("methods");
    assertEquals(0, list.exitCode());
    assertTrue(
        list.out().contains("nearest\n  Takes the class of the nearest example."), list.out());
    assertTrue(list.out().contains("  :sharpness=100|10\n"), list.out());
    for (String command : new String[] {"train", "evaluate"}) {
      Call help = Call.of(command, "--help");
      assertTrue(help.out().replaceAll("\\s+", " ").contains("nearest"), help.out());
    }
  }

  @Test
  void wrongOptionsAreToldBeforeAnythingIsDone() {
    Call call =
        Call.of(
            "train", "--examples", "src", "--out", "x.fewshot", "--method", "features:tail=long");
    assertEquals(2, call.exitCode());
    assertTrue(
        call.err().contains("Method 'features' has no option 'tail'; it has head."), call.err());
  }
}
