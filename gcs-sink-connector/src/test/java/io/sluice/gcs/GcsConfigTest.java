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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GcsConfigTest {
  private static final String AES_256 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String USER =
      "{\"type\":\"authorized_user\",\"client_id\":\"c\",\"client_secret\":\"hunter2\"}";

  @Test
  void hasDefaults() {
    assertThat(Configs.of())
        .isEqualTo(
            new GcsConfig(
                "bucket",
                "",
                new AccessConfig(
                    CredentialsSource.DEFAULT,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                new ObjectConfig(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    ContentEncoding.NONE,
                    16777216),
                new SpoolConfig(Path.of("/var/spool/sluice"), 4294967296L)));
  }

  @Test
  void readsEveryKey() {
    assertThat(
            Configs.of(
                "gcs.prefix",
                "/data/raw/",
                "gcs.credentials.source",
                "json",
                "gcs.credentials.path",
                "/etc/key.json",
                "gcs.credentials.json",
                USER,
                "gcs.impersonate",
                "a@p.iam.gserviceaccount.com, b@p.iam.gserviceaccount.com",
                "gcs.project",
                "project-1",
                "gcs.user.project",
                "payer-1",
                "gcs.endpoint",
                "https://storage.example.com",
                "gcs.proxy",
                "http://proxy:3128",
                "gcs.kms.key",
                "projects/p/locations/l/keyRings/r/cryptoKeys/k",
                "gcs.encryption.key",
                AES_256,
                "gcs.storage.class",
                "NEARLINE",
                "gcs.metadata.team",
                "payments",
                "gcs.content.encoding",
                "auto",
                "gcs.upload.chunk.bytes",
                "8388608",
                "spool.limit.bytes",
                "1048576"))
        .isEqualTo(
            new GcsConfig(
                "bucket",
                "data/raw",
                new AccessConfig(
                    CredentialsSource.JSON,
                    Optional.of(Path.of("/etc/key.json")),
                    Optional.of(new Password(USER)),
                    List.of("a@p.iam.gserviceaccount.com", "b@p.iam.gserviceaccount.com"),
                    Optional.of("project-1"),
                    Optional.of("payer-1"),
                    Optional.of(URI.create("https://storage.example.com")),
                    Optional.of(InetSocketAddress.createUnresolved("proxy", 3128))),
                new ObjectConfig(
                    Optional.of("projects/p/locations/l/keyRings/r/cryptoKeys/k"),
                    Optional.of(new Password(AES_256)),
                    Optional.of("NEARLINE"),
                    Map.of("team", "payments"),
                    ContentEncoding.AUTO,
                    8388608),
                new SpoolConfig(Path.of("/var/spool/sluice"), 1048576)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcs.bucket", "spool.dir"})
  void requiresAKey(String key) {
    ConfigDef definition = new ConfigDef();
    GcsConfig.define(definition);

    assertThatThrownBy(() -> definition.parse(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("gcs.bucket");
    assertThat(definition.configKeys().get(key).hasDefault()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "my-bucket_1", "a.bucket.example.com", "0a9"})
  void acceptsBucketNames(String name) {
    assertThat(Configs.of("gcs.bucket", name).bucket()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "gcs.bucket, '', not a bucket's name",
    "gcs.bucket, gs://bucket, without gs://",
    "gcs.bucket, bucket/dir, gcs.prefix",
    "gcs.bucket, Bucket, lower-case",
    "gcs.bucket, ab, 3 to 63",
    "gcs.bucket, -bucket, letter or digit",
    "gcs.prefix, a//b, single slashes",
    "gcs.prefix, a/../b, ..",
    "gcs.credentials.source, file, one of default",
    "gcs.credentials.path, key.json, absolute path",
    "gcs.impersonate, writer, e-mail address",
    "gcs.impersonate, 'a@p.iam.gserviceaccount.com b@p', e-mail address",
    "gcs.project, My Project, project id",
    "gcs.user.project, My Project, project id",
    "gcs.endpoint, storage.example.com, http or https",
    "gcs.endpoint, ftp://storage.example.com, http or https",
    "gcs.endpoint, https://storage.example.com/storage/v1, no user, path",
    "gcs.endpoint, https://user@storage.example.com, no user",
    "gcs.proxy, proxy:3128, HTTP proxy",
    "gcs.proxy, http://proxy, host and port",
    "gcs.proxy, http://user:secret@proxy:3128, with a password are not supported",
    "gcs.kms.key, my-key, full name",
    "gcs.kms.key, projects/p/locations/l/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1, version",
    "gcs.storage.class, standard, one of STANDARD",
    "gcs.upload.chunk.bytes, 300000, multiple of 262144",
    "gcs.upload.chunk.bytes, 0, multiple of 262144",
    "gcs.upload.chunk.bytes, 1073742080, multiple of 262144",
    "gcs.content.encoding, gzip, one of none",
    "spool.dir, spool, absolute path",
    "spool.limit.bytes, 1048575, at least 1 MiB (1048576)"
  })
  void refusesBadValues(String key, String value, String reason) {
    assertThatThrownBy(() -> Configs.of(key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(reason);
  }

  @Test
  void keepsRoomForTheLayoutInANameOf1024Bytes() {
    String longest = "\u00e4".repeat(61) + "a";

    assertThat(Configs.of("gcs.prefix", longest).prefix()).isEqualTo(longest);
    assertThatThrownBy(() -> Configs.of("gcs.prefix", longest + "a"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("124 bytes")
        .hasMessageContaining("1024");
  }

  @ParameterizedTest
  @CsvSource({
    "gcs.encryption.key, hunter2!, not base64",
    "gcs.encryption.key, aHVudGVyMg==, 7 bytes instead of 32",
    "gcs.credentials.json, hunter2, must be JSON",
    "gcs.credentials.json, '{\"private_key\":\"hunter2\"}', must have a type",
    "gcs.credentials.json, '{\"type\":\"hunter2\"}', must have one of the types service_account",
    "gcs.credentials.json, '{\"type\":\"gdch_service_account\"}', must have one of the types"
  })
  void refusesBadSecretsWithoutShowingThem(String key, String value, String reason) {
    assertThatThrownBy(() -> Configs.of(key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void neverPrintsSecrets() {
    GcsConfig config = Configs.of("gcs.credentials.json", USER, "gcs.encryption.key", AES_256);

    assertThat(config.toString()).doesNotContain("hunter2").doesNotContain(AES_256);
  }

  @Test
  void secretsAreHiddenInConnectsAnswer() {
    List<ConfigValue> values =
        new GcsSinkConnector()
            .config()
            .validate(Map.of("gcs.credentials.json", USER, "gcs.encryption.key", "hunter2"));

    assertThat(values)
        .filteredOn(value -> value.name().startsWith("gcs."))
        .allSatisfy(
            value -> {
              assertThat(String.valueOf(value.value())).doesNotContain("hunter2");
              assertThat(value.errorMessages().toString()).doesNotContain("hunter2");
            });
  }

  @Test
  void acceptsSettingsThatFitTogether() {
    assertThat(Configs.errors()).isEmpty();
    assertThat(
            Configs.errors(
                "gcs.credentials.source", "none", "gcs.endpoint", "http://emulator:4443"))
        .isEmpty();
    assertThat(
            Configs.errors(
                "gcs.credentials.source",
                "path",
                "gcs.credentials.path",
                "/key.json",
                "gcs.endpoint",
                "http://localhost:4443"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gcs.credentials.source=path | gcs.credentials.path | is required",
        "gcs.credentials.source=json | gcs.credentials.json | is required",
        "gcs.credentials.path=/key.json | gcs.credentials.path | only with gcs.credentials.source=path",
        "gcs.credentials.source=none | gcs.credentials.source | gcs.endpoint",
        "gcs.credentials.source=none gcs.endpoint=http://e gcs.impersonate=a@p.iam.x |"
            + " gcs.impersonate | requires an identity",
        "gcs.endpoint=http://emulator:4443 | gcs.endpoint | unencrypted",
        "gcs.metadata.sluice-topic=x | gcs.metadata.sluice-topic | must not begin with sluice-",
        "gcs.metadata.a.b=x | gcs.metadata.a.b | letters, digits, - and _"
      })
  void refusesContradictions(String settings, String field, String reason) {
    String[] pairs = settings.split("[= ]");

    assertThat(Configs.errors(pairs))
        .singleElement()
        .asString()
        .startsWith(field + ": ")
        .contains(reason);
  }

  @Test
  void refusesTwoKindsOfEncryption() {
    assertThat(
            Configs.errors(
                "gcs.kms.key",
                "projects/p/locations/l/keyRings/r/cryptoKeys/k",
                "gcs.encryption.key",
                AES_256))
        .singleElement()
        .asString()
        .startsWith("gcs.kms.key: ")
        .contains("gcs.encryption.key");
  }

  /** Cloud Storage would fail to decompress them, or serve them as if it had. */
  @ParameterizedTest
  @CsvSource({"json, none", "text, zstd", "parquet, gzip", "sequencefile, gzip"})
  void refusesToDeclareFilesAsGzipThatAreNot(String format, String compression) {
    String[] settings = {
      "format",
      format,
      "compression",
      compression,
      "file.extension",
      ".log.gz",
      "gcs.content.encoding",
      "auto"
    };
    assertThat(Configs.errors(settings))
        .singleElement()
        .asString()
        .startsWith("gcs.content.encoding: ")
        .contains("file.extension");
    settings[settings.length - 1] = "none";
    assertThat(Configs.errors(settings)).isEmpty();
  }

  @Test
  void declaresGzipUnderAnExtensionOfTheUsers() {
    assertThat(
            Configs.errors(
                "format",
                "text",
                "compression",
                "gzip",
                "file.extension",
                ".log.gz",
                "gcs.content.encoding",
                "auto"))
        .isEmpty();
  }

  @Test
  void refusesMoreMetadataThanAnObjectMayHave() {
    assertThat(Configs.errors("gcs.metadata.long", "x".repeat(6 * 1024), "gcs.metadata.z", "x"))
        .singleElement()
        .asString()
        .startsWith("gcs.metadata.long: ")
        .contains("6148 bytes");
  }

  @Test
  void namesThePermissionsWhereTheBucketIsNamed() {
    String documentation =
        new GcsSinkConnector().config().configKeys().get("gcs.bucket").documentation;

    for (Permissions permission : Permissions.values()) {
      assertThat(documentation).contains(permission.permission());
    }
    assertThat(documentation).contains(Permissions.DELETE);
  }

  @Test
  void aTextInThePlaceOfANumberIsAnErrorOnItsKey() {
    ConfigDef definition = new GcsSinkConnector().config();
    Map<String, String> settings = new HashMap<>();
    definition.configKeys().values().stream()
        .filter(key -> key.type == ConfigDef.Type.INT || key.type == ConfigDef.Type.LONG)
        .forEach(key -> settings.put(key.name, "many"));

    assertThat(definition.validate(settings))
        .filteredOn(value -> settings.containsKey(value.name()))
        .hasSizeGreaterThan(10)
        .allSatisfy(value -> assertThat(value.errorMessages()).isNotEmpty());
  }
}
