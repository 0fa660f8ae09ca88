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
package io.sluice.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** A reporter that acknowledges each rejected record at once, and keeps why it was rejected. */
final class CollectedReports implements ErrantRecordReporter {
  private final List<Long> offsets = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();

  @Override
  public Future<Void> report(SinkRecord record, Throwable error) {
    offsets.add(record.kafkaOffset());
    reasons.add(error.getMessage());
    return CompletableFuture.completedFuture(null);
  }

  List<Long> offsets() {
    return offsets;
  }

  List<String> reasons() {
    return reasons;
  }
}
