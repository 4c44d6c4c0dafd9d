package sc.fiji.fewshot.cli;

import picocli.CommandLine.IVersionProvider;
import sc.fiji.fewshot.classifier.SoftwareVersion;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"fewshot " + SoftwareVersion.TEXT};
  }
}
