/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.sluice.hdfs;

import static org.apache.hadoop.fs.CommonConfigurationKeysPublic.IO_FILE_BUFFER_SIZE_DEFAULT;
import static org.apache.hadoop.fs.CommonConfigurationKeysPublic.IO_FILE_BUFFER_SIZE_KEY;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.hadoop.crypto.CryptoOutputStream;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DFSStripedOutputStream;
import org.apache.hadoop.hdfs.protocol.ErasureCodingPolicy;
import org.apache.hadoop.hdfs.protocol.HdfsFileStatus;

/** The calls of the file system that the storage uses, with paths relative to its root. */
final class HadoopFiles implements AutoCloseable {
  /** The size for RS-6-3-1024k, used if a mount table hides the policy. */
  private static final long USUAL_STRIPE_BYTES = 9L << 20;

  private final FileSystem fileSystem;
  private final AtomicRename rename;
  private final Path root;
  private final FileSettings settings;

  /**
   * @param fileSystem closed together with this
   * @param root to which paths are relative
   */
  HadoopFiles(FileSystem fileSystem, Path root, FileSettings settings) {
    this.fileSystem = fileSystem;
    this.rename = AtomicRename.of(fileSystem);
    this.root = fileSystem.makeQualified(root);
    this.settings = settings;
  }

  /** Unlike Hadoop's parser, gives colons and percent signs no meaning. */
  private Path path(String relative) {
    String base = root.toUri().getPath();
    return new Path(
        root.toUri().getScheme(),
        root.toUri().getAuthority(),
        (base.endsWith("/") ? base : base + "/") + relative);
  }

  /**
   * Creates a file, which must not exist, and its parents. Each block is forced to the disks of its
   * DataNodes when it is complete, the last one when the file is closed.
   */
  FSDataOutputStream create(String path) throws IOException {
    return create(path(path), EnumSet.of(CreateFlag.CREATE, CreateFlag.SYNC_BLOCK));
  }

  /**
   * Bytes of memory that the stream of an open file holds. A stream of an erasure-coded file holds
   * a cell for each block of a group; other streams hold at most a packet, which counts as 0.
   */
  long heldBytes(String path, FSDataOutputStream file) throws IOException {
    OutputStream stream = file.getWrappedStream();
    if (stream instanceof CryptoOutputStream encrypted) {
      stream = encrypted.getWrappedStream();
    }
    if (!(stream instanceof DFSStripedOutputStream)) {
      return 0;
    }
    ErasureCodingPolicy policy =
        fileSystem.getFileStatus(path(path)) instanceof HdfsFileStatus status
            ? status.getErasureCodingPolicy()
            : null;
    return policy == null
        ? USUAL_STRIPE_BYTES
        : (long) policy.getCellSize() * (policy.getNumDataUnits() + policy.getNumParityUnits());
  }

  /**
   * Creates a file with this content, as durable as {@link #create}. It is replicated even if the
   * directory is erasure-coded, because a few hundred bytes would occupy all its DataNodes.
   */
  void write(String path, byte[] content) throws IOException {
    FSDataOutputStream file =
        create(
            path(path),
            EnumSet.of(CreateFlag.CREATE, CreateFlag.SYNC_BLOCK, CreateFlag.SHOULD_REPLICATE));
    try {
      file.write(content);
      file.close();
    } catch (IOException | RuntimeException e) {
      HadoopStagedFile.closeQuietly(file);
      throw e;
    }
  }

  private FSDataOutputStream create(Path file, EnumSet<CreateFlag> flags) throws IOException {
    try {
      return createIn(file, flags);
    } catch (FileNotFoundException e) {
      fileSystem.mkdirs(file.getParent());
      return createIn(file, flags);
    }
  }

  /** Requires the parent directory, because a mount table passes flags on only then. */
  private FSDataOutputStream createIn(Path file, EnumSet<CreateFlag> flags) throws IOException {
    return fileSystem.createNonRecursive(
        file,
        settings.permission().orElse(FsPermission.getFileDefault()),
        flags,
        fileSystem.getConf().getInt(IO_FILE_BUFFER_SIZE_KEY, IO_FILE_BUFFER_SIZE_DEFAULT),
        settings.replication() > 0
            ? settings.replication()
            : fileSystem.getDefaultReplication(file),
        settings.blockBytes() > 0 ? settings.blockBytes() : fileSystem.getDefaultBlockSize(file),
        null);
  }

  /** The result of {@link #move}. */
  enum Move {
    /** This call renamed the file. */
    DONE,
    /** The target exists and the source does not. */
    DONE_BEFORE,
    /** Both exist, or the target is a directory. */
    TAKEN,
    /** Neither exists. */
    MISSING
  }

  /** Renames a file without overwriting, and creates the target's parents if necessary. */
  Move move(String from, String to) throws IOException {
    Path source = path(from);
    Path target = path(to);
    if (rename.rename(source, target)) {
      return Move.DONE;
    }
    Optional<Move> found = look(source, target);
    if (found.isPresent()) {
      return found.get();
    }
    fileSystem.mkdirs(target.getParent());
    if (rename.rename(source, target)) {
      return Move.DONE;
    }
    return look(source, target)
        .orElseThrow(() -> new IOException("the file system refuses to rename " + source));
  }

  /**
   * Empty if only the source exists. The target is checked first: a rename removes the source in
   * the same step, so a source that exists afterwards is not where the target came from.
   */
  private Optional<Move> look(Path source, Path target) throws IOException {
    Optional<FileStatus> there = status(target);
    if (there.isPresent() && there.get().isDirectory()) {
      return Optional.of(Move.TAKEN);
    }
    boolean sourceExists = status(source).isPresent();
    if (there.isPresent()) {
      return Optional.of(sourceExists ? Move.TAKEN : Move.DONE_BEFORE);
    }
    if (sourceExists) {
      return Optional.empty();
    }
    // The source may have been renamed between the two checks.
    return Optional.of(status(target).isPresent() ? Move.DONE_BEFORE : Move.MISSING);
  }

  Optional<FileStatus> status(String path) throws IOException {
    return status(path(path));
  }

  private Optional<FileStatus> status(Path path) throws IOException {
    try {
      return Optional.of(fileSystem.getFileStatus(path));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Reads until the end or the limit; empty if the file does not exist. */
  Optional<byte[]> read(String path, int limit) throws IOException {
    try (var file = fileSystem.open(path(path))) {
      return Optional.of(file.readNBytes(limit));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  void delete(String path) throws IOException {
    fileSystem.delete(path(path), false);
  }

  /** Receives the entries of a directory in the file system's order. */
  @FunctionalInterface
  interface Visitor {
    /** Returns whether to continue. */
    boolean visit(FileStatus entry);
  }

  /** Visits a directory page by page; one that does not exist is empty. */
  void list(String directory, Visitor visitor) throws IOException {
    try {
      RemoteIterator<FileStatus> entries = fileSystem.listStatusIterator(path(directory));
      while (entries.hasNext() && visitor.visit(entries.next())) {
        continue;
      }
    } catch (FileNotFoundException e) {
      return;
    }
  }

  /** Refuses a path that a mount table maps to a file system without an atomic rename. */
  void requireAtomicRename(String path) throws IOException {
    String scheme = fileSystem.resolvePath(path(path)).toUri().getScheme();
    SupportedFileSystems.require(scheme, fileSystem.getConf());
  }

  @Override
  public void close() throws IOException {
    fileSystem.close();
  }
}
