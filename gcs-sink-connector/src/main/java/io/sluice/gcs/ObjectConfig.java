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
package io.sluice.gcs;

import static io.sluice.config.KeyGroup.Label.low;
import static io.sluice.config.KeyGroup.Label.medium;

import io.sluice.config.Choices;
import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfig;
import io.sluice.config.KeyFamily;
import io.sluice.config.KeyGroup;
import io.sluice.config.LayoutConfig;
import io.sluice.config.OptionalText;
import io.sluice.config.Validators;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;

/**
 * How objects are stored.
 *
 * @param kmsKey encrypts objects; empty for the bucket's default encryption
 * @param encryptionKey customer-supplied key, 256 bits as base64; empty for none
 * @param storageClass of published files; empty for the bucket's default
 * @param metadata custom metadata of published files
 * @param contentEncoding whether gzip files are marked as such
 * @param uploadChunkBytes the most bytes of one request of a large upload
 */
record ObjectConfig(
    Optional<String> kmsKey,
    Optional<Password> encryptionKey,
    Optional<String> storageClass,
    Map<String, String> metadata,
    ContentEncoding contentEncoding,
    long uploadChunkBytes) {

  static final String KMS_KEY = "gcs.kms.key";
  static final String ENCRYPTION_KEY = "gcs.encryption.key";
  static final String STORAGE_CLASS = "gcs.storage.class";
  static final String METADATA_PREFIX = "gcs.metadata.";
  static final String CONTENT_ENCODING = "gcs.content.encoding";
  static final String UPLOAD_CHUNK_BYTES = "gcs.upload.chunk.bytes";

  private static final long DEFAULT_CHUNK_BYTES = 16 << 20;

  private static final int KEY_BYTES = 32;

  /** Custom metadata. */
  static final KeyFamily METADATA =
      new KeyFamily(
          METADATA_PREFIX,
          "name",
          GcsConfig.GROUP,
          low(
                  Width.MEDIUM,
                  "Custom metadata",
                  "Custom metadata of each file, by its name.",
                  "A name has letters, digits, `-` and `_`, and does not begin with `sluice-`. All"
                      + " names and values have a total of at most 6 KiB. Ledger entries have none of"
                      + " them.")
              .example("gcs.metadata.team=payments"));

  /** Cloud Storage allows 8 KiB in total, part of which is for the file's identity. */
  private static final int MAX_METADATA_BYTES = 6 * 1024;

  private static final List<String> STORAGE_CLASSES =
      List.of("STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE");
  private static final Pattern KMS_KEY_NAME =
      Pattern.compile("projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+");
  private static final Pattern METADATA_NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");

  ObjectConfig {
    metadata = Map.copyOf(metadata);
  }

  /** Adds the keys of this part. */
  static void define(KeyGroup group) {
    group
        .text(
            KMS_KEY,
            "",
            Validators.text("empty, or the full name of a key", ObjectConfig::kmsKeyProblem),
            low(
                    Width.LONG,
                    "KMS key",
                    "The Cloud KMS key that encrypts every object.",
                    "The key must be in the bucket's location. The service agent of Cloud Storage"
                        + " requires `roles/cloudkms.cryptoKeyEncrypterDecrypter` on it.")
                .value("", "the bucket's default encryption")
                .example("projects/p/locations/europe-west1/keyRings/ring/cryptoKeys/key"))
        .add(
            ENCRYPTION_KEY,
            ConfigDef.Type.PASSWORD,
            "",
            Secret.of("empty, or 32 bytes in base64", ObjectConfig::encryptionKeyProblem),
            low(
                    Width.LONG,
                    "Encryption key",
                    "A customer-supplied AES-256 key in base64.",
                    "Every write and every read of content sends it. Google does not store it, so"
                        + " readers of the files require it too. It cannot be changed while a ledger"
                        + " is in use that was written with another key.")
                .example("${file:/etc/gcs/secrets.properties:aes256}"))
        .text(
            STORAGE_CLASS,
            "",
            Validators.text(
                "empty, or one of " + String.join(", ", STORAGE_CLASSES),
                ObjectConfig::storageClassProblem),
            low(
                    Width.SHORT,
                    "Storage class",
                    "The storage class of files.",
                    "Ledger entries are short-lived and always `STANDARD`.")
                .value("", "the bucket's default")
                .example("NEARLINE"))
        .choice(
            CONTENT_ENCODING,
            ContentEncoding.NONE,
            medium(
                    Width.SHORT,
                    "Content encoding",
                    "Whether gzip files are marked with the header `Content-Encoding: gzip`.")
                .value(
                    "none",
                    "they are not; readers get compressed bytes, as Spark, BigQuery and other tools"
                        + " expect of a name that ends with `.gz`")
                .value(
                    "auto",
                    "they are, for browsers and programs that ignore names; Cloud Storage"
                        + " decompresses the files for readers that do not accept gzip"))
        .number(
            UPLOAD_CHUNK_BYTES,
            DEFAULT_CHUNK_BYTES,
            new ChunkBytes(),
            low(
                    Width.MEDIUM,
                    "Upload chunk",
                    "The most bytes that one request of an upload sends.",
                    "A file of more than 1 MiB is uploaded in such chunks, and an upload that was"
                        + " interrupted continues at the byte that Cloud Storage has. Chunks are"
                        + " sent from disk and use no heap. Lower it if a proxy limits the size of"
                        + " requests.")
                .example("8388608"));
  }

  /** Reads the keys of this part. */
  static ObjectConfig from(AbstractConfig config) {
    return new ObjectConfig(
        OptionalText.read(config, KMS_KEY),
        Optional.of(config.getPassword(ENCRYPTION_KEY)).filter(key -> !key.value().isEmpty()),
        OptionalText.read(config, STORAGE_CLASS),
        metadata(config),
        Choices.read(config, CONTENT_ENCODING, ContentEncoding.class),
        config.getLong(UPLOAD_CHUNK_BYTES));
  }

  /** Checks the keys of this part against each other. */
  static void check(AbstractConfig config, BiConsumer<String, String> errors) {
    ObjectConfig objects = from(config);
    if (objects.kmsKey().isPresent() && objects.encryptionKey().isPresent()) {
      errors.accept(
          KMS_KEY, KMS_KEY + " and " + ENCRYPTION_KEY + " exclude each other; remove one of them");
    }
    checkEncoding(objects.contentEncoding(), config, errors);
    checkMetadata(new TreeMap<>(objects.metadata()), errors);
  }

  /** The name of an object decides whether it is marked, and users choose the extension. */
  private static void checkEncoding(
      ContentEncoding encoding, AbstractConfig config, BiConsumer<String, String> errors) {
    boolean named =
        LayoutConfig.from(config).fileExtension().filter(end -> end.endsWith(".gz")).isPresent();
    if (encoding == ContentEncoding.AUTO && named && !isGzip(FormatConfig.from(config))) {
      errors.accept(
          CONTENT_ENCODING,
          CONTENT_ENCODING
              + "=auto would mark files as gzip that are not, because "
              + LayoutConfig.FILE_EXTENSION
              + " ends with .gz; change it, or set "
              + CONTENT_ENCODING
              + " to none");
    }
  }

  /** Whether files are gzip files, as opposed to compressed inside. */
  private static boolean isGzip(FormatConfig format) {
    return switch (format.format()) {
      case JSON, TEXT, BYTES, CSV -> format.compression() == CompressionName.GZIP;
      case AVRO, PARQUET, ORC, SEQUENCEFILE -> false;
    };
  }

  private static Map<String, String> metadata(AbstractConfig config) {
    Map<String, String> metadata = new TreeMap<>();
    config
        .originalsWithPrefix(METADATA_PREFIX)
        .forEach((name, value) -> metadata.put(name, String.valueOf(value)));
    return metadata;
  }

  private static void checkMetadata(
      Map<String, String> metadata, BiConsumer<String, String> errors) {
    int bytes = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      String key = METADATA_PREFIX + entry.getKey();
      if (!METADATA_NAME.matcher(entry.getKey()).matches()) {
        errors.accept(key, key + " must have a name of letters, digits, - and _");
      } else if (entry.getKey().startsWith(ObjectIdentity.PREFIX)) {
        errors.accept(
            key,
            key + " must not begin with " + ObjectIdentity.PREFIX + ", which the connector uses");
      }
      int before = bytes;
      bytes += entry.getKey().length() + entry.getValue().getBytes(StandardCharsets.UTF_8).length;
      if (before <= MAX_METADATA_BYTES && bytes > MAX_METADATA_BYTES) {
        errors.accept(
            key,
            "the %s settings up to %s have a total of %d bytes, more than %d; shorten them"
                .formatted(METADATA_PREFIX, key, bytes, MAX_METADATA_BYTES));
      }
    }
  }

  private static String kmsKeyProblem(String value) {
    if (value.contains("/cryptoKeyVersions/")) {
      return "names a version of a key; write the name of the key, whose primary version Cloud"
          + " Storage uses";
    }
    return value.isEmpty() || KMS_KEY_NAME.matcher(value).matches()
        ? null
        : "must be a full name such as"
            + " projects/p/locations/europe-west1/keyRings/ring/cryptoKeys/key";
  }

  private static String encryptionKeyProblem(String value) {
    String remedy = "; openssl rand -base64 32 makes a key";
    try {
      int bytes = Base64.getDecoder().decode(value).length;
      return bytes == KEY_BYTES ? null : "has " + bytes + " bytes instead of " + KEY_BYTES + remedy;
    } catch (IllegalArgumentException e) {
      return "not base64" + remedy;
    }
  }

  private static String storageClassProblem(String value) {
    return value.isEmpty() || STORAGE_CLASSES.contains(value)
        ? null
        : "must be one of " + String.join(", ", STORAGE_CLASSES);
  }
}
