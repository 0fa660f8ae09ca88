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
package io.sluice.transform;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Drops the headers whose whole name matches a regular expression, as Flume's remove-header
 * interceptor did. Connect's own {@code DropHeaders} takes names only.
 */
public final class DropHeadersMatching<R extends ConnectRecord<R>> extends PatternPlugin
    implements Transformation<R> {
  private static final ConfigDef DEFINITION = definition();

  public DropHeadersMatching() {
    super(DEFINITION);
  }

  private static ConfigDef definition() {
    ConfigDef definition = new ConfigDef();
    Settings.pattern(
        definition,
        DropHeadersMatching.class.getName(),
        "The regular expression that must match the whole name of a header.",
        "x-.*");
    return definition;
  }

  @Override
  void configure(AbstractConfig config) {}

  @Override
  public R apply(R record) {
    ConnectHeaders kept = new ConnectHeaders();
    for (Header header : record.headers()) {
      if (!pattern().matcher(header.key()).matches()) {
        kept.add(header);
      }
    }
    if (kept.size() == record.headers().size()) {
      return record;
    }
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        record.timestamp(),
        kept);
  }
}
