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

import io.sluice.record.FieldAccess;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** A piece of a parsed template. */
sealed interface Piece {

  /** A text that is the same for all records, and legal in a component as it is. */
  record Literal(String text) implements Piece {}

  /** The record's topic after transforms. */
  record Topic() implements Piece {}

  /** The topic that the offsets belong to. */
  record SourceTopic() implements Piece {}

  /** The partition that the offsets belong to. */
  record Partition() implements Piece {}

  /** The first or the last offset of a file. */
  record Offset(boolean first) implements Piece {}

  /** The record's time. */
  record Time(TimeFormat format) implements Piece {}

  /**
   * A value of the record.
   *
   * @param fallback the text for an absent value, not encoded; null if there is no fallback
   * @param ofNull the text for null, not encoded: the fallback, if there is one
   * @param levels whether the slashes of a text separate levels of the directory
   */
  record Value(ValueSource source, String fallback, String ofNull, boolean levels)
      implements Piece {
    /** The most levels that a value has; the last one contains all further slashes, encoded. */
    static final int MOST_LEVELS = 8;

    Value(ValueSource source, String fallback, boolean levels) {
      this(source, fallback, fallback == null ? PathEscape.NULL : fallback, levels);
    }

    /** The same value as all of a level {@code name=}, whose null Hive and Spark know. */
    Value inHiveLevel() {
      return fallback == null ? new Value(source, null, PathEscape.HIVE_NULL, false) : this;
    }
  }

  /** The source of a {@link Value}. Its {@code toString} is the token without braces. */
  sealed interface ValueSource {

    /** The value, null, or {@link FieldAccess#ABSENT}. */
    Object read(SinkRecord record);

    /** The value's schema, or null. */
    Schema schema(SinkRecord record);
  }

  /** A field of the value, the key or a field of it, or a header. */
  record FieldSource(FieldAccess field) implements ValueSource {
    @Override
    public Object read(SinkRecord record) {
      return field.read(record);
    }

    @Override
    public Schema schema(SinkRecord record) {
      return field.schema(record);
    }

    @Override
    public String toString() {
      return field.toString();
    }
  }

  /** The name or the version of the value's schema; null if it has none. */
  record SchemaSource(boolean isName) implements ValueSource {
    @Override
    public Object read(SinkRecord record) {
      Schema schema = record.valueSchema();
      if (schema == null) {
        return null;
      }
      return isName ? schema.name() : schema.version();
    }

    @Override
    public Schema schema(SinkRecord record) {
      return null;
    }

    @Override
    public String toString() {
      return isName ? "schema.name" : "schema.version";
    }
  }
}
