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

/** The file system's calls that the storage is made of, with paths relative to its root. */
final class HadoopFiles implements AutoCloseable {
  /** Of RS-6-3-1024k, where a mount table hides the policy. */
  private static final long USUAL_STRIPE_BYTES = 9L << 20;

  private final FileSystem fileSystem;
  private final AtomicRename rename;
  private final Path root;
  private final FileSettings settings;

  /**
   * @param fileSystem closed together with this
   * @param root what paths are relative to
   */
  HadoopFiles(FileSystem fileSystem, Path root, FileSettings settings) {
    this.fileSystem = fileSystem;
    this.rename = AtomicRename.of(fileSystem);
    this.root = fileSystem.makeQualified(root);
    this.settings = settings;
  }

  /** Unlike Hadoop's parser, takes a colon or a percent sign for what it is. */
  private Path path(String relative) {
    String base = root.toUri().getPath();
    return new Path(
        root.toUri().getScheme(),
        root.toUri().getAuthority(),
        (base.endsWith("/") ? base : base + "/") + relative);
  }

  /**
   * Creates a file and its parents; it must not exist. Each of its blocks is on the disks of its
   * DataNodes when it is complete, and the last one when the file is closed.
   */
  FSDataOutputStream create(String path) throws IOException {
    return create(path(path), EnumSet.of(CreateFlag.CREATE, CreateFlag.SYNC_BLOCK));
  }

  /**
   * What the stream of a file holds in memory while it is open, in bytes. An erasure-coded one
   * collects a cell for each block of a group; what others hold, a packet at most, counts as 0.
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
   * Creates a file with this content, as durable as {@link #create}. It is replicated even where
   * the directory is erasure-coded: a few hundred bytes would otherwise occupy all its DataNodes.
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

  /** A mount table passes flags on only where it need not create parents. */
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

  /** What {@link #move} found. */
  enum Move {
    /** This call renamed the file. */
    DONE,
    /** The source is gone and the target is there. */
    DONE_BEFORE,
    /** Both are there, or the target is a directory. */
    TAKEN,
    /** Neither is there. */
    MISSING
  }

  /** Renames a file without overwriting, and makes the target's parents where needed. */
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
   * Empty if only the source is there. The target is looked at first: a source seen after it was
   * not its origin, since a rename takes the source away in the same step.
   */
  private Optional<Move> look(Path source, Path target) throws IOException {
    Optional<FileStatus> there = status(target);
    if (there.isPresent() && there.get().isDirectory()) {
      return Optional.of(Move.TAKEN);
    }
    boolean left = status(source).isPresent();
    if (there.isPresent()) {
      return Optional.of(left ? Move.TAKEN : Move.DONE_BEFORE);
    }
    if (left) {
      return Optional.empty();
    }
    // It may have been renamed between the two looks.
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

  /** Reads until the end or the limit; empty if there is no such file. */
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

  /** Takes what is in a directory, in the file system's order, until it has enough. */
  @FunctionalInterface
  interface Visitor {
    /** Returns whether to go on. */
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

  /** Refuses an existing path that is on an unfit file system, behind a mount table. */
  void requireAtomicRename(String path) throws IOException {
    String scheme = fileSystem.resolvePath(path(path)).toUri().getScheme();
    SupportedFileSystems.require(scheme, fileSystem.getConf());
  }

  @Override
  public void close() throws IOException {
    fileSystem.close();
  }
}
