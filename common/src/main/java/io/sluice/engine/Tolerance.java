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
package io.sluice.engine;

import java.util.Map;

/**
 * Connect's own settings for records that cannot be written.
 *
 * @param all whether Connect continues after records that it reports
 * @param queue whether Connect reports them to a dead-letter queue
 */
record Tolerance(boolean all, boolean queue) {
  private static final String TOLERANCE = "errors.tolerance";
  private static final String QUEUE = "errors.deadletterqueue.topic.name";

  static Tolerance of(Map<String, String> connectorProperties) {
    return new Tolerance(
        "all".equals(connectorProperties.get(TOLERANCE)),
        !connectorProperties.getOrDefault(QUEUE, "").isBlank());
  }

  /**
   * A sentence that says which setting to change so that the task continues after such a record.
   */
  String remedy() {
    if (all && queue) {
      return "Check that the topic of " + QUEUE + " exists and can be written to.";
    }
    if (all) {
      // Connect has no reporter then, so a tolerated record would be lost without a trace.
      return TOLERANCE
          + "=all applies to such records only where they are reported: set "
          + QUEUE
          + " to keep them, or errors.log.enable=true to log and drop them.";
    }
    return queue
        ? "To send such records to the dead-letter queue and continue, set " + TOLERANCE + "=all."
        : "To continue after such records, set " + TOLERANCE + "=all and " + QUEUE + ".";
  }
}
