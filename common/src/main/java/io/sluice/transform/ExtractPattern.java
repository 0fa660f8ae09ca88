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

import io.sluice.config.KeyGroup.Label;
import io.sluice.config.LayoutConfig;
import io.sluice.config.TimestampConfig;
import io.sluice.config.Unit;
import io.sluice.config.Validators;
import io.sluice.record.TimeParser;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Copies parts of a record's text into its headers and its timestamp, as Flume's regex extractor
 * did. A record whose text does not match is passed on unchanged.
 */
public final class ExtractPattern<R extends ConnectRecord<R>> extends PatternPlugin
    implements Transformation<R> {
  static final String HEADERS = "headers";
  static final String TIMESTAMP_GROUP = "timestamp.group";
  static final String TIMESTAMP_FORMAT = TimestampConfig.TIMESTAMP_FORMAT;
  static final String TIMEZONE = LayoutConfig.TIMEZONE;

  private static final ConfigDef DEFINITION = definition();

  private TextOf text;
  private List<String> headers;
  private int timestampGroup;
  private TimeParser times;

  public ExtractPattern() {
    super(DEFINITION);
  }

  private static ConfigDef definition() {
    ConfigDef definition = new ConfigDef();
    Settings.field(
            Settings.pattern(
                definition,
                ExtractPattern.class.getName(),
                "The regular expression whose groups are extracted; it must match a part of the text.",
                "level=(\\w+) time=(\\S+)"))
        .add(
            HEADERS,
            ConfigDef.Type.LIST,
            "",
            null,
            Label.high(
                    Width.LONG,
                    "Headers",
                    "The names of headers for the groups of the pattern, in the same order.",
                    "A dash skips a group. Existing headers of these names are replaced.")
                .example("level,-"))
        .count(
            TIMESTAMP_GROUP,
            0,
            Validators.range(0, 1000, Unit.NONE),
            Label.medium(
                    Width.SHORT,
                    "Timestamp group",
                    "The number of the group that becomes the record's timestamp.")
                .value("0", "the timestamp does not change")
                .example("2"))
        .text(
            TIMESTAMP_FORMAT,
            "iso8601",
            TimestampConfig.formatValidator(),
            Label.medium(
                    Width.MEDIUM,
                    "Timestamp format",
                    "The format of the time in `timestamp.group`.")
                .example("yyyy-MM-dd HH:mm:ss"))
        .text(
            TIMEZONE,
            "UTC",
            LayoutConfig.timezoneValidator(),
            Label.low(Width.MEDIUM, "Time zone", "The time zone of times without an offset.")
                .example("Europe/Berlin"));
    return definition;
  }

  @Override
  void configure(AbstractConfig config) {
    text = Settings.text(config);
    headers = config.getList(HEADERS);
    timestampGroup = config.getInt(TIMESTAMP_GROUP);
    times =
        new TimeParser(
            config.getString(TIMESTAMP_FORMAT),
            ZoneId.of(config.getString(TIMEZONE)),
            Locale.ENGLISH);
    int groups = pattern().matcher("").groupCount();
    if (headers.size() > groups) {
      throw new ConfigException(
          HEADERS, headers, "has more names than the " + groups + " groups of the pattern");
    }
    if (timestampGroup > groups) {
      throw new ConfigException(
          TIMESTAMP_GROUP, timestampGroup, "the pattern has " + groups + " groups");
    }
    if (headers.isEmpty() && timestampGroup == 0) {
      throw new ConfigException(
          HEADERS, headers, "name headers for groups of the pattern, or set " + TIMESTAMP_GROUP);
    }
  }

  /**
   * Returns the record with the headers and the timestamp that were found.
   *
   * @throws DataException if the text matches and the group for the timestamp is not a time
   */
  @Override
  public R apply(R record) {
    String found = text.read(record);
    if (found == null) {
      return record;
    }
    Matcher matcher = pattern().matcher(found);
    if (!matcher.find()) {
      return record;
    }
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        timestamp(record, matcher),
        headers(record, matcher));
  }

  private Long timestamp(R record, Matcher matcher) {
    String found = timestampGroup == 0 ? null : matcher.group(timestampGroup);
    if (found == null) {
      return record.timestamp();
    }
    try {
      return times.millis(found);
    } catch (IllegalArgumentException e) {
      // The parser's message repeats the text, which is the user's data and must not be logged.
      throw new DataException(
          "Group %d of the pattern is not a time in the format of %s"
              .formatted(timestampGroup, TIMESTAMP_FORMAT));
    }
  }

  private ConnectHeaders headers(R record, Matcher matcher) {
    ConnectHeaders all = new ConnectHeaders(record.headers());
    for (int group = 1; group <= headers.size(); group++) {
      String name = headers.get(group - 1);
      String found = matcher.group(group);
      if (!name.equals("-") && found != null) {
        all.remove(name);
        all.addString(name, found);
      }
    }
    return all;
  }
}
