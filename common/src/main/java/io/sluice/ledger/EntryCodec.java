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
package io.sluice.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.storage.StagedId;
import io.sluice.storage.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Encodes entries as JSON with a checksum, and decodes them. Unknown fields are ignored, newer
 * versions are refused. Entries of early releases have no checksum.
 */
final class EntryCodec {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFactory FACTORY = MAPPER.getFactory();

  /** The fields of entries without a checksum. */
  private static final Set<String> EARLY_FIELDS =
      Set.of(
          "version",
          "seq",
          "owner",
          "nonce",
          "epoch",
          "generation",
          "base",
          "settled",
          "schemas",
          "pending",
          "kind",
          "clusterId",
          "topicId");

  private EntryCodec() {}

  static byte[] encode(LedgerEntry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("version", LedgerEntry.VERSION);
      json.writeNumberField("seq", entry.seq());
      json.writeStringField("owner", entry.owner());
      json.writeStringField("nonce", entry.nonce().toString());
      json.writeNumberField("epoch", entry.epoch());
      json.writeNumberField("generation", entry.generation());
      json.writeNumberField("base", entry.base());
      json.writeStringField("settled", OffsetCodec.encode(entry.settled()));
      List<String> schemas = schemas(entry.pending());
      if (!schemas.isEmpty()) {
        json.writeArrayFieldStart("schemas");
        for (String schema : schemas) {
          json.writeString(schema);
        }
        json.writeEndArray();
      }
      json.writeArrayFieldStart("pending");
      for (PendingFile file : entry.pending()) {
        encode(json, file, schemas);
      }
      json.writeEndArray();
      json.writeStringField("kind", entry.kind().name().toLowerCase(Locale.ROOT));
      if (entry.log().clusterId() != null) {
        json.writeStringField("clusterId", entry.log().clusterId());
      }
      if (entry.log().topicId() != null) {
        json.writeStringField("topicId", entry.log().topicId());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    return EntryChecksum.add(bytes.toByteArray());
  }

  /**
   * The distinct schemas of the files: files share schemas, which may be longer than all other
   * fields.
   */
  private static List<String> schemas(List<PendingFile> files) {
    return files.stream().map(PendingFile::schema).filter(Objects::nonNull).distinct().toList();
  }

  private static void encode(JsonGenerator json, PendingFile file, List<String> schemas)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", file.name());
    json.writeStringField("offsets", OffsetCodec.encode(file.offsets()));
    json.writeNumberField("count", file.count());
    json.writeNumberField("bytes", file.bytes());
    json.writeStringField("staged", file.staged().fileName());
    json.writeStringField("format", file.format());
    json.writeStringField("compression", file.compression());
    if (file.schema() != null) {
      json.writeNumberField("schema", schemas.indexOf(file.schema()));
    }
    json.writeEndObject();
  }

  /**
   * Reads an entry.
   *
   * @throws StorageException not retriable, with the path in its message, if the entry is damaged
   *     or was written by a newer version
   */
  static LedgerEntry decode(byte[] bytes, String topic, int partition, String path)
      throws StorageException {
    try {
      if (bytes.length == 0) {
        throw new IllegalArgumentException("it is empty");
      }
      boolean checked = EntryChecksum.verify(bytes);
      JsonNode json = MAPPER.readTree(bytes);
      long version = number(json, "version");
      if (version > LedgerEntry.VERSION) {
        throw StorageException.fatal(
            ("The ledger entry %s was written by a newer Sluice (version %d, this one reads up to"
                    + " %d): run that version, or a later one.")
                .formatted(path, version, LedgerEntry.VERSION),
            null);
      }
      if (!checked) {
        requireKnownFields(json);
      }
      List<PendingFile> pending = new ArrayList<>();
      for (JsonNode file : required(json, "pending")) {
        pending.add(pendingFile(file, json.path("schemas"), topic, partition));
      }
      return new LedgerEntry(
          number(json, "seq"),
          required(json, "owner").asText(),
          UUID.fromString(required(json, "nonce").asText()),
          number(json, "epoch"),
          number(json, "generation"),
          number(json, "base"),
          OffsetCodec.decode(required(json, "settled").asText()),
          pending,
          LedgerEntry.Kind.valueOf(required(json, "kind").asText().toUpperCase(Locale.ROOT)),
          new LedgerEntry.LogIdentity(
              json.path("clusterId").asText(null), json.path("topicId").asText(null)));
    } catch (StorageException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw StorageException.fatal(
          ("The ledger entry %s is damaged (%s). Restore it from a copy. Without one, delete it and"
                  + " alter the partition's offset through Connect's REST API: the entry before"
                  + " it does not contain the files that this one decided, so continuing"
                  + " from there would store their records again under the same names")
              .formatted(path, e.getMessage()),
          e);
    }
  }

  /** An unknown field may be a checksum whose name was damaged. */
  private static void requireKnownFields(JsonNode json) {
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!EARLY_FIELDS.contains(field.getKey())) {
        throw new IllegalArgumentException("no checksum");
      }
    }
  }

  private static PendingFile pendingFile(
      JsonNode json, JsonNode schemas, String topic, int partition) {
    String staged = required(json, "staged").asText();
    return new PendingFile(
        required(json, "name").asText(),
        OffsetCodec.decode(required(json, "offsets").asText()),
        number(json, "count"),
        number(json, "bytes"),
        StagedId.parse(topic, partition, staged)
            .orElseThrow(() -> new IllegalArgumentException("bad staged name " + staged)),
        required(json, "format").asText(),
        required(json, "compression").asText(),
        json.has("schema") ? schema(schemas, number(json, "schema")) : null);
  }

  private static String schema(JsonNode schemas, long index) {
    if (index < 0 || index >= schemas.size()) {
      throw new IllegalArgumentException("no schema number " + index);
    }
    return schemas.get((int) index).asText();
  }

  private static long number(JsonNode json, String field) {
    JsonNode value = required(json, field);
    if (!value.canConvertToExactIntegral() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("no whole number in field " + field);
    }
    return value.asLong();
  }

  private static JsonNode required(JsonNode json, String field) {
    JsonNode value = json.get(field);
    if (value == null || value.isNull()) {
      throw new IllegalArgumentException("no field " + field);
    }
    return value;
  }
}
