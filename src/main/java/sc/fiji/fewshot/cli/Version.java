package sc.fiji.fewshot.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {

  /** Where there is no manifest: classes run from a folder. */
  private static final String DEVELOPMENT = "development";

  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? DEVELOPMENT : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"fewshot " + text()};
  }
}
