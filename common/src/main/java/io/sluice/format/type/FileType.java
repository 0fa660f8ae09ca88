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
package io.sluice.format.type;

import java.util.List;

/**
 * What a column contains, whatever the format: each format has one representation of each type. The
 * values come from {@link Values}.
 */
public sealed interface FileType {

  /** For switches that the compiler checks to be complete. */
  Kind kind();

  /** True or false. */
  record Bool() implements FileType {
    @Override
    public Kind kind() {
      return Kind.BOOL;
    }
  }

  /**
   * A signed integer.
   *
   * @param bits 8, 16, 32 or 64
   */
  record Int(int bits) implements FileType {
    @Override
    public Kind kind() {
      return Kind.INT;
    }
  }

  /**
   * A binary floating-point number.
   *
   * @param bits 32 or 64
   */
  record Real(int bits) implements FileType {
    @Override
    public Kind kind() {
      return Kind.REAL;
    }
  }

  /** Any text. */
  record Text() implements FileType {
    @Override
    public Kind kind() {
      return Kind.TEXT;
    }
  }

  /** The text of a JSON document; it is not checked. */
  record Json() implements FileType {
    @Override
    public Kind kind() {
      return Kind.JSON;
    }
  }

  /** A UUID, whose values are texts. */
  record Uuid() implements FileType {
    @Override
    public Kind kind() {
      return Kind.UUID;
    }
  }

  /**
   * One of these texts, as an enum of Avro.
   *
   * @param name the enum's full name
   * @param symbols in an order that depends only on the schema's contents
   * @param otherwise the symbol that readers use in place of unknown ones, or null
   */
  record Symbols(String name, List<String> symbols, String otherwise) implements FileType {
    public Symbols {
      symbols = List.copyOf(symbols);
    }

    @Override
    public Kind kind() {
      return Kind.SYMBOLS;
    }
  }

  /** Any bytes. */
  record Bytes() implements FileType {
    @Override
    public Kind kind() {
      return Kind.BYTES;
    }
  }

  /**
   * Bytes of one length, as a fixed of Avro.
   *
   * @param name its full name; null if the schema has none
   * @param size the number of bytes, at least 1
   */
  record Fixed(String name, int size) implements FileType {
    @Override
    public Kind kind() {
      return Kind.FIXED;
    }
  }

  /**
   * A decimal that common readers support.
   *
   * @param precision from 1 to 38
   * @param scale from 0 to the precision
   */
  record Decimal(int precision, int scale) implements FileType {
    @Override
    public Kind kind() {
      return Kind.DECIMAL;
    }
  }

  /** A decimal as text, because it may have more digits than common readers support. */
  record DecimalText() implements FileType {
    @Override
    public Kind kind() {
      return Kind.DECIMAL_TEXT;
    }
  }

  /** Days since 1970-01-01, in no time zone. */
  record Date() implements FileType {
    @Override
    public Kind kind() {
      return Kind.DATE;
    }
  }

  /** Time since midnight, in no time zone. */
  record TimeOfDay(Resolution unit) implements FileType {
    @Override
    public Kind kind() {
      return Kind.TIME_OF_DAY;
    }
  }

  /** A point in time: time since the epoch, in UTC. */
  record Instant(Resolution unit) implements FileType {
    @Override
    public Kind kind() {
      return Kind.INSTANT;
    }
  }

  /** A date with a time of day, in no time zone: time since 1970-01-01T00:00. */
  record LocalTimestamp(Resolution unit) implements FileType {
    @Override
    public Kind kind() {
      return Kind.LOCAL_TIMESTAMP;
    }
  }

  /** A list. */
  record ListOf(Column element) implements FileType {
    @Override
    public Kind kind() {
      return Kind.LIST_OF;
    }
  }

  /** A map. The key's column is optional if its schema is, even in formats without null keys. */
  record MapOf(Column key, Column value) implements FileType {
    @Override
    public Kind kind() {
      return Kind.MAP_OF;
    }
  }

  /** A struct with at least one column, unless all were omitted or it is outermost. */
  record StructOf(List<Column> columns) implements FileType {
    public StructOf {
      columns = List.copyOf(columns);
    }

    @Override
    public Kind kind() {
      return Kind.STRUCT_OF;
    }
  }

  /**
   * A union of Avro, whose values are structs in which one field is set. Formats without unions
   * write the struct.
   */
  record Union(StructOf branches) implements FileType {
    @Override
    public Kind kind() {
      return Kind.UNION;
    }
  }

  /** A struct without fields inside another value: it is present or absent. */
  record Marker() implements FileType {
    @Override
    public Kind kind() {
      return Kind.MARKER;
    }
  }
}
