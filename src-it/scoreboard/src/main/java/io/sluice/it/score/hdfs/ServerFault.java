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
package io.sluice.it.score.hdfs;

import io.sluice.it.server.LocalHdfs;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.hdfs.protocol.OpenFilesIterator.OpenFilesType;

/** What happens to an HDFS, or what somebody does there, while a task writes below a directory. */
enum ServerFault {
  SAFE_MODE("safe mode") {
    @Override
    void begin(LocalHdfs hdfs, Path directory) throws IOException {
      hdfs.fileSystem().setSafeMode(SafeModeAction.ENTER);
    }

    @Override
    void end(LocalHdfs hdfs, Path directory) throws IOException {
      hdfs.fileSystem().setSafeMode(SafeModeAction.LEAVE);
    }
  },
  NAME_NODE_STOPPED("NameNode stopped") {
    @Override
    void begin(LocalHdfs hdfs, Path directory) {
      hdfs.stopNameNode();
    }

    @Override
    void end(LocalHdfs hdfs, Path directory) throws IOException {
      hdfs.restartNameNode();
    }
  },
  DATA_NODE_STOPPED("DataNode stopped") {
    @Override
    void begin(LocalHdfs hdfs, Path directory) throws IOException {
      hdfs.stopDataNode();
    }

    @Override
    void end(LocalHdfs hdfs, Path directory) throws IOException {
      hdfs.restartDataNode();
    }
  },
  NO_MORE_NAMES("quota of names used up") {
    @Override
    boolean refuses() {
      return true;
    }

    @Override
    void begin(LocalHdfs hdfs, Path directory) throws IOException {
      hdfs.fileSystem().setQuota(directory, 1, HdfsConstants.QUOTA_DONT_SET);
    }

    @Override
    void end(LocalHdfs hdfs, Path directory) throws IOException {
      hdfs.fileSystem()
          .setQuota(directory, HdfsConstants.QUOTA_RESET, HdfsConstants.QUOTA_DONT_SET);
    }
  },
  NO_MORE_SPACE("quota of space used up") {
    @Override
    boolean refuses() {
      return true;
    }

    @Override
    void begin(LocalHdfs hdfs, Path directory) throws IOException {
      hdfs.fileSystem().setQuota(directory, HdfsConstants.QUOTA_DONT_SET, 1);
    }

    @Override
    void end(LocalHdfs hdfs, Path directory) throws IOException {
      hdfs.fileSystem()
          .setQuota(directory, HdfsConstants.QUOTA_DONT_SET, HdfsConstants.QUOTA_RESET);
    }
  },
  NO_PERMISSION("permission lost") {
    @Override
    boolean refuses() {
      return true;
    }

    @Override
    void begin(LocalHdfs hdfs, Path directory) throws IOException {
      hdfs.fileSystem().setPermission(directory, new FsPermission((short) 0));
    }

    @Override
    void end(LocalHdfs hdfs, Path directory) throws IOException {
      hdfs.fileSystem().setPermission(directory, new FsPermission((short) 0755));
    }
  },
  LEASE_TAKEN("lease of the staged file taken") {
    @Override
    boolean meetsOpenFiles() {
      return true;
    }

    @Override
    void begin(LocalHdfs hdfs, Path directory) throws IOException {
      DistributedFileSystem files = hdfs.fileSystem();
      var open = files.listOpenFiles(EnumSet.of(OpenFilesType.ALL_OPEN_FILES), directory + "/");
      while (open.hasNext()) {
        Path file = new Path(open.next().getFilePath());
        while (!isClosed(files, file)) {
          pause();
        }
      }
    }
  },
  STAGED_FILE_REMOVED("staged file removed") {
    @Override
    boolean meetsOpenFiles() {
      return true;
    }

    @Override
    void begin(LocalHdfs hdfs, Path directory) throws IOException {
      DistributedFileSystem files = hdfs.fileSystem();
      var open = files.listOpenFiles(EnumSet.of(OpenFilesType.ALL_OPEN_FILES), directory + "/");
      while (open.hasNext()) {
        files.delete(new Path(open.next().getFilePath()), false);
      }
    }
  };

  private static final long PAUSE_MILLIS = 50;

  private final String title;

  ServerFault(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Whether the NameNode refuses calls, which is final at a task's first opening. */
  boolean refuses() {
    return false;
  }

  /** Whether it happens to files that are being written, and to nothing else. */
  boolean meetsOpenFiles() {
    return false;
  }

  /** Returns when it is so. */
  abstract void begin(LocalHdfs hdfs, Path directory) throws IOException;

  /** Undoes it, as far as it can be undone; returns when that is so. */
  void end(LocalHdfs hdfs, Path directory) throws IOException {}

  /** Takes the lease of a file, which the connector may have published or removed meanwhile. */
  private static boolean isClosed(DistributedFileSystem files, Path file) throws IOException {
    try {
      return files.recoverLease(file);
    } catch (FileNotFoundException e) {
      return true;
    }
  }

  /** The NameNode recovers a lease in the background. */
  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
