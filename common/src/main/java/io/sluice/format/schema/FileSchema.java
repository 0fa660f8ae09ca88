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
 * The schema of all records of one file. Two fixed schemas are equal if their contents are equal; a
 * draft, which may still change, equals only itself.
 */
public abstract sealed class FileSchema permits FileSchema.Decided, FileSchema.Draft {

  /** For files of formats without a schema. */
  public static final FileSchema NONE = new Decided(null, "", null);

  FileSchema() {}

  /**
   * The schema of files whose values have this schema.
   *
   * @throws org.apache.kafka.connect.errors.DataException if the schema contains itself, is nested
   *     deeper than {@link SchemaJson#MAX_DEPTH} levels, or is too large for the ledger
   */
  static FileSchema of(Schema schema, String canonical) {
    return new Decided(schema, canonical, PackedText.pack(canonical));
  }

  /**
   * Parses a result of {@link #text}.
   *
   * @throws IllegalArgumentException if the text is anything else, or is of a newer version
   */
  public static FileSchema parse(String text) {
    String canonical = PackedText.unpack(text);
    return new Decided(SchemaJson.read(canonical), canonical, text);
  }

  /**
   * Connect's schema; empty for {@link #NONE}.
   *
   * @throws IllegalStateException if the schema is not {@linkplain #fix fixed}
   */
  public abstract Optional<Schema> schema();

  /**
   * The schema in the ledger's form, at most {@link PackedText#MAX_LENGTH} printable ASCII
   * characters; null for {@link #NONE}.
   *
   * @throws IllegalStateException if the schema is not {@linkplain #fix fixed}
   */
  public abstract String text();

  /**
   * The complete schema as JSON in ASCII; empty for {@link #NONE}.
   *
   * @throws IllegalStateException if the schema is not {@linkplain #fix fixed}
   */
  public abstract String json();

  /**
   * Makes a draft final; has no effect on other schemas. The writer calls it before it passes a
   * file to another thread, because a draft is confined to the writer's thread.
   */
  public abstract void fix();

  /** A schema that may change until it is {@linkplain #fix fixed}. */
  public abstract static non-sealed class Draft extends FileSchema {

    /**
     * The fixed schema.
     *
     * @throws IllegalStateException if the draft is not fixed
     */
    public abstract FileSchema decided();

    @Override
    public final Optional<Schema> schema() {
      return decided().schema();
    }

    @Override
    public final String text() {
      return decided().text();
    }

    @Override
    public final String json() {
      return decided().json();
    }
  }

  /** A schema that was never a draft. */
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
      // Never a draft.
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
