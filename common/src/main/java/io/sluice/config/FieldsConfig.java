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
package io.sluice.config;

import static io.sluice.config.KeyGroup.Label.medium;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * The parts of each record that files contain.
 *
 * @param fields at least one, none twice, in their order in files
 * @param nullValues whether the value of a record that is written may be null
 */
public record FieldsConfig(List<RecordField> fields, boolean nullValues) {

  public static final String RECORD_FIELDS = "record.fields";

  /** Only values, none of which is null. */
  public static final FieldsConfig VALUE = new FieldsConfig(List.of(RecordField.VALUE), false);

  private static final Set<RecordField> TEXTS =
      Set.of(RecordField.KEY, RecordField.VALUE, RecordField.TOPIC);

  public FieldsConfig {
    fields = List.copyOf(fields);
    if (fields.isEmpty() || new HashSet<>(fields).size() < fields.size()) {
      throw new IllegalArgumentException("fields must be at least one, none twice: " + fields);
    }
  }

  /** Adds the key to its group. */
  static void define(KeyGroup group) {
    group.add(
        RECORD_FIELDS,
        ConfigDef.Type.LIST,
        RecordField.VALUE.label(),
        new FieldNames(),
        medium(
                Width.MEDIUM,
                "Record fields",
                "The parts of each record that files contain.",
                "A single field is written as it is. Several fields are the columns of a row, in"
                    + " this order. Formats without columns, which are text, bytes and sequencefile,"
                    + " contain exactly one of key, value and topic.",
                "A key or value that is null and has no schema is written into files of the previous"
                    + " record's schema; before the first schema is known, into separate files in"
                    + " which it is a text.")
            .value("key", "the key")
            .value("value", "the value")
            .value(
                "headers",
                "a list of names and texts, which are those that were sent only with"
                    + " `header.converter=org.apache.kafka.connect.storage.StringConverter`")
            .value("topic", "the topic in Kafka, before transformations")
            .value("partition", "the partition in Kafka")
            .value("offset", "the offset in Kafka")
            .value("timestamp", "the timestamp that Kafka stores with the record")
            .value(
                "ingest.time",
                "the time at which the connector received the record, in the column"
                    + " `ingest_time`")
            .example("key,value,timestamp"));
  }

  /** Reads the key, and whether {@code null.values} permits null values. */
  static FieldsConfig from(AbstractConfig config) {
    return new FieldsConfig(
        config.getList(RECORD_FIELDS).stream()
            .map(label -> RecordField.labelled(label).orElseThrow())
            .toList(),
        Choices.read(config, RecordConfig.NULL_VALUES, NullValues.class) == NullValues.WRITE);
  }

  /** Checks the key against the format. */
  void check(FormatName format, BiConsumer<String, String> errors) {
    if (!format.hasColumns() && (isRow() || !TEXTS.contains(fields.get(0)))) {
      errors.accept(
          RECORD_FIELDS,
          RECORD_FIELDS
              + " must be one of key, value and topic with "
              + FormatConfig.FORMAT
              + "="
              + Choices.name(format)
              + ", which has no columns; for other fields use a format with columns, such as json"
              + " or avro");
    }
  }

  /** Whether a record becomes a row of columns, instead of a single value. */
  public boolean isRow() {
    return fields.size() > 1;
  }

  /** Whether files contain only values; the ledger does not record that. */
  public boolean isValueOnly() {
    return fields.equals(VALUE.fields());
  }

  /** The labels, separated by commas. */
  public String label() {
    return fields.stream().map(RecordField::label).collect(Collectors.joining(","));
  }

  private static final class FieldNames implements ConfigDef.Validator {
    @Override
    public void ensureValid(String key, Object value) {
      List<?> labels = (List<?>) value;
      if (labels.isEmpty()) {
        throw new ConfigException(key, value, "must have at least one field, such as value");
      }
      List<Object> seen = new ArrayList<>();
      for (Object label : labels) {
        if (RecordField.labelled((String) label).isEmpty()) {
          throw new ConfigException(key, value, "has " + label + ", which is not one of " + this);
        }
        if (seen.contains(label)) {
          throw new ConfigException(key, value, "has " + label + " twice; write it once");
        }
        seen.add(label);
      }
    }

    @Override
    public String toString() {
      return Arrays.stream(RecordField.values())
          .map(RecordField::label)
          .collect(Collectors.joining(", "));
    }
  }
}
