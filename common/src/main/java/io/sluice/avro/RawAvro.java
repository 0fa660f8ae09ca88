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
package io.sluice.avro;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.avro.NameValidator;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Connect's schema of an encoded datum: bytes whose schema contains the writer's schema of Avro. It
 * has only types of Connect, because converter and connector may have different class loaders.
 * Different writer schemas have different names, so that their datums never share a file.
 */
public final class RawAvro {
  private static final String NAME = "io.sluice.RawAvro.";
  private static final String WRITER_SCHEMA = "sluice.avro.schema";
  private static final int NAME_BYTES = 16;

  private RawAvro() {}

  /** The schema of values that are datums of this writer schema. */
  static Schema schema(org.apache.avro.Schema writer) {
    String text = writer.toString();
    return SchemaBuilder.bytes().name(NAME + digest(text)).parameter(WRITER_SCHEMA, text).build();
  }

  /** Whether values of the schema are encoded datums. */
  public static boolean describes(Schema schema) {
    return schema != null
        && schema.type() == Schema.Type.BYTES
        && schema.name() != null
        && schema.name().startsWith(NAME);
  }

  /**
   * The writer's schema of a datum.
   *
   * @param schema one that {@link #describes} accepts
   */
  public static org.apache.avro.Schema writerSchema(Schema schema) {
    return parser().parse(schema.parameters().get(WRITER_SCHEMA));
  }

  /** A parser that accepts what readers of files accept. */
  static org.apache.avro.Schema.Parser parser() {
    return new org.apache.avro.Schema.Parser(NameValidator.NO_VALIDATION)
        .setValidateDefaults(false);
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
