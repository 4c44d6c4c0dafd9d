package sc.fiji.fewshot.image.bioformats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import loci.common.services.DependencyException;
import loci.common.services.ServiceException;
import loci.common.services.ServiceFactory;
import loci.formats.ChannelFiller;
import loci.formats.FormatException;
import loci.formats.IFormatReader;
import loci.formats.ImageReader;
import loci.formats.services.OMEXMLService;
import sc.fiji.fewshot.FewShotException;

/**
 * Readers of one file: a reader serves one thread at a time, so there are as many as threads read
 * at once. Nothing is written beside the file, as Bio-Formats' Memoizer does.
 */
final class ReaderPool implements AutoCloseable {

  private final Path file;
  private final Deque<IFormatReader> idle = new ArrayDeque<>();
  private boolean closed;

  ReaderPool(Path file) {
    this.file = file;
  }

  /** What is done with a reader. */
  interface Use<T> {
    T with(IFormatReader reader) throws FormatException, IOException;
  }

  /**
   * @param use work with a reader that is this thread's meanwhile
   * @return what comes out
   * @throws FewShotException if the file cannot be read
   */
  <T> T use(Use<T> use) {
    IFormatReader reader = take();
    try {
      return use.with(reader);
    } catch (FormatException | IOException | RuntimeException e) {
      throw e instanceof FewShotException told ? told : unreadable(e);
    } finally {
      giveBack(reader);
    }
  }

  private IFormatReader take() {
    synchronized (idle) {
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return open();
  }

  private IFormatReader open() {
    IFormatReader reader = new ChannelFiller(new ImageReader());
    try {
      OMEXMLService xml = new ServiceFactory().getInstance(OMEXMLService.class);
      reader.setMetadataStore(xml.createOMEXMLMetadata());
      reader.setOriginalMetadataPopulated(false);
      reader.setFlattenedResolutions(false);
      reader.setId(file.toString());
      return reader;
    } catch (FormatException
        | IOException
        | DependencyException
        | ServiceException
        | RuntimeException e) {
      closeQuietly(reader);
      throw unreadable(e);
    }
  }

  private void giveBack(IFormatReader reader) {
    synchronized (idle) {
      if (!closed) {
        idle.push(reader);
        return;
      }
    }
    closeQuietly(reader);
  }

  private FewShotException unreadable(Exception cause) {
    return new FewShotException(
        "%s cannot be read by Bio-Formats (%s); copy or export it again."
            .formatted(file, cause.getMessage()),
        cause);
  }

  private static void closeQuietly(IFormatReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      // It was only read from.
      return;
    }
  }

  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      idle.forEach(ReaderPool::closeQuietly);
      idle.clear();
    }
  }
}
