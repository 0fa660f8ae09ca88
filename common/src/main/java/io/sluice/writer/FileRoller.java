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
package io.sluice.writer;

import io.sluice.ledger.Lane;
import io.sluice.ledger.Step;
import io.sluice.path.OutputPaths;
import io.sluice.roll.RollReason;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rolls files: names them, seals them on the I/O pool, and has the committer decide them. Confined
 * to its writer.
 */
final class FileRoller {
  private static final Logger LOG = LoggerFactory.getLogger(FileRoller.class);

  private final OutputPaths paths;
  private final long generation;
  private final OutputFiles files;
  private final FileCommitter committer;
  private final WriterSteps writer;

  FileRoller(
      OutputPaths paths,
      long generation,
      OutputFiles files,
      FileCommitter committer,
      WriterSteps writer) {
    this.paths = paths;
    this.generation = generation;
    this.files = files;
    this.committer = committer;
    this.writer = writer;
  }

  /** Rolls an open file. */
  void roll(OutputFile file, RollReason reason) {
    files.close(file);
    String name =
        paths.name(
            file.group(),
            file.offsets().first(),
            file.offsets().last(),
            generation,
            file.extension());
    LOG.debug("Rolling {} after {} records: {}", name, file.records(), reason);
    seal(
        file,
        () -> {
          file.sealed(name);
          committer.commit();
        });
  }

  /** Rolls all open files. */
  void rollAll(RollReason reason) {
    List.copyOf(files.open()).forEach(file -> roll(file, reason));
  }

  /** Seals a file, then runs {@code then} on the writer's thread. */
  void seal(OutputFile file, Runnable then) {
    file.sealing();
    FileHandle handle = file.handle();
    writer.then(
        Step.call(
            Lane.SEALING,
            storage -> {
              handle.seal();
              return null;
            }),
        "sealing the staged file " + file.id().fileName(),
        none -> then.run());
  }
}
