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
package io.sluice.path;

import io.sluice.config.LayoutConfig;
import io.sluice.config.SinkConfig;
import io.sluice.config.TimestampConfig;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records and settings for the tests of this package. */
final class Records {

  static final long NOW = 1_800_000_000_000L;

  private Records() {}

  /** A record of {@code logs-3} at offset 7. */
  static SinkRecord of(Object key, Object value) {
    return new SinkRecord("logs", 3, null, key, null, value, 7);
  }

  static SinkRecord at(String instant) {
    return at(Instant.parse(instant).toEpochMilli());
  }

  static SinkRecord at(long millis) {
    return new SinkRecord("logs", 3, null, null, null, "v", 7, millis, TimestampType.CREATE_TIME);
  }

  static SinkRecord withHeader(String name, Object value) {
    ConnectHeaders headers = new ConnectHeaders();
    headers.add(name, value, null);
    return new SinkRecord("logs", 3, null, null, null, "v", 7, null, null, headers);
  }

  static AbstractConfig config(String... keysAndValues) {
    Map<String, String> properties = new HashMap<>();
    properties.put("name", "my connector");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    ConfigDef definition = new ConfigDef();
    SinkConfig.define(definition);
    return new AbstractConfig(definition, properties, false);
  }

  static PathTemplates templates(String... keysAndValues) {
    AbstractConfig config = config(keysAndValues);
    return PathTemplates.parse(
        LayoutConfig.from(config), TimestampConfig.from(config), "my connector");
  }

  /** The paths of {@code logs-3}. */
  static OutputPaths paths(String... keysAndValues) {
    return templates(keysAndValues).forPartition("logs", 3);
  }

  /** The directory below {@code output.dir} that a record of {@code logs-3} gets. */
  static String directory(SinkRecord record, String template, String... keysAndValues) {
    String[] all = new String[keysAndValues.length + 4];
    System.arraycopy(keysAndValues, 0, all, 4, keysAndValues.length);
    all[0] = "output.dir";
    all[1] = "";
    all[2] = "directory.template";
    all[3] = template;
    return paths(all).group(record, NOW);
  }
}
