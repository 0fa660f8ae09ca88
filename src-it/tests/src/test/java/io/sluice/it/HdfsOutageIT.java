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
package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real HDFS that can be read and listed but not written for a while, under running tasks. */
@ExtendWith(SharedBench.class)
class HdfsOutageIT {
  private static LocalHdfsServer server;

  @BeforeAll
  static void startHdfs() throws IOException {
    server = LocalHdfsServer.start();
  }

  @AfterAll
  static void stopHdfs() throws IOException {
    server.close();
  }

  /** The outage that keeps a connector from writing. */
  enum Cause {
    SAFE_MODE {
      @Override
      void begin(Path output) throws IOException {
        assertThat(server.fileSystem().setSafeMode(SafeModeAction.ENTER)).isTrue();
      }

      @Override
      void end(Path output) throws IOException {
        assertThat(server.fileSystem().setSafeMode(SafeModeAction.LEAVE)).isFalse();
      }
    },

    USED_UP_QUOTA {
      @Override
      void begin(Path output) throws IOException {
        server.fileSystem().setQuota(output, 1, HdfsConstants.QUOTA_DONT_SET);
      }

      @Override
      void end(Path output) throws IOException {
        server
            .fileSystem()
            .setQuota(output, HdfsConstants.QUOTA_RESET, HdfsConstants.QUOTA_DONT_SET);
      }
    },

    NO_DATA_NODES {
      @Override
      void begin(Path output) throws IOException {
        server.hdfs().stopDataNode();
      }

      @Override
      void end(Path output) throws IOException {
        server.hdfs().restartDataNode();
      }
    },

    LOST_PERMISSION {
      @Override
      void begin(Path output) throws IOException {
        server.fileSystem().setOwner(output, "root", "root");
        server.fileSystem().setPermission(output, new FsPermission((short) 0700));
      }

      @Override
      void end(Path output) throws IOException {
        server.createOutput(output.getName());
        server.fileSystem().setPermission(output, new FsPermission((short) 0755));
      }
    };

    abstract void begin(Path output) throws IOException;

    abstract void end(Path output) throws IOException;

    String topic() {
      return "hdfs-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  @ParameterizedTest
  @EnumSource
  void tasksOutliveAnOutageAndGoOnByThemselves(Cause cause, Bench bench) throws Exception {
    Path output = server.createOutput(cause.topic());
    Pipe pipe = new Pipe(bench, server, cause.topic(), 4);

    new Outage(bench, pipe).survive(() -> cause.begin(output), () -> cause.end(output));
  }
}
