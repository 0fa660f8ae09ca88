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
package io.sluice.it.connector;

import io.sluice.it.process.ReadyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Counts the records of all its batches. */
public final class NoOpSinkTask extends SinkTask {
  private long expected;
  private Path doneFile;
  private long count;

  @Override
  public void start(Map<String, String> properties) {
    AbstractConfig config = new AbstractConfig(NoOpSinkConnector.CONFIG, properties);
    expected = config.getLong(NoOpSinkConnector.EXPECTED_RECORDS);
    doneFile = Path.of(config.getString(NoOpSinkConnector.DONE_FILE));
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    boolean before = count < expected;
    count += records.size();
    if (before && count >= expected) {
      try {
        ReadyFile.write(doneFile, Instant.now().toString());
      } catch (IOException e) {
        throw new ConnectException("cannot write " + doneFile, e);
      }
    }
  }

  @Override
  public void stop() {}

  @Override
  public String version() {
    return "1";
  }
}
