package sc.fiji.fewshot.classifier;

/** The version of this program, from its jar. */
public final class SoftwareVersion {

  /** Such as {@code 0.1.0}; {@code development} where classes run from a folder. */
  public static final String TEXT = read();

  private SoftwareVersion() {}

  private static String read() {
    String version = SoftwareVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
