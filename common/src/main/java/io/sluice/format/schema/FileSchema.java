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
package io.sluice.format.schema;

import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/**
 * The schema that all records of one file have. Two are equal if they say the same, whichever
 * objects they are made of, or, as long as they still may come to say something else, if they are
 * one.
 */
public abstract sealed class FileSchema permits FileSchema.Decided, SchemaDraft {

  /** Of files that need no schema. */
  public static final FileSchema NONE = new Decided(null, "", null);

  FileSchema() {}

  /**
   * The schema of files whose values have this schema.
   *
   * @throws org.apache.kafka.connect.errors.DataException if it contains itself, is nested deeper
   *     than {@link SchemaJson#MAX_DEPTH} levels, or is too large for the ledger
   */
  static FileSchema of(Schema schema, String canonical) {
    return new Decided(schema, canonical, PackedText.pack(canonical));
  }

  /**
   * Reads what {@link #text} gave.
   *
   * @throws IllegalArgumentException if it is not such a text, or one of a newer version
   */
  public static FileSchema parse(String text) {
    String canonical = PackedText.unpack(text);
    return new Decided(SchemaJson.read(canonical), canonical, text);
  }

  /**
   * Connect's schema; empty for {@link #NONE}.
   *
   * @throws IllegalStateException if it is not {@linkplain #fix fixed} yet
   */
  public abstract Optional<Schema> schema();

  /**
   * What the ledger says of it, in printable ASCII of at most {@link PackedText#MAX_LENGTH}
   * characters; null for {@link #NONE}.
   *
   * @throws IllegalStateException if it is not {@linkplain #fix fixed} yet
   */
  public abstract String text();

  /**
   * The schema as JSON in ASCII, with everything that it says; empty for {@link #NONE}.
   *
   * @throws IllegalStateException if it is not {@linkplain #fix fixed} yet
   */
  public abstract String json();

  /**
   * From now on the schema stays as it is, if it was still a draft. To be called by the writer
   * before it hands over a file: a draft is confined to its thread until then.
   */
  public abstract void fix();

  /** One that was never anything else. */
  static final class Decided extends FileSchema {
    private final Schema schema;
    private final String canonical;
    private final String text;

    private Decided(Schema schema, String canonical, String text) {
      this.schema = schema;
      this.canonical = canonical;
      this.text = text;
    }

    @Override
    public Optional<Schema> schema() {
      return Optional.ofNullable(schema);
    }

    @Override
    public String text() {
      return text;
    }

    @Override
    public String json() {
      return canonical;
    }

    @Override
    public void fix() {
      // It is.
    }

    @Override
    public boolean equals(Object object) {
      return this == object || object instanceof Decided other && canonical.equals(other.canonical);
    }

    @Override
    public int hashCode() {
      return canonical.hashCode();
    }

    @Override
    public String toString() {
      return canonical;
    }
  }
}
