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

import io.sluice.config.KeyGroup;
import io.sluice.config.KeyGroup.Label;
import io.sluice.config.Validators;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * The settings of the converter.
 *
 * @param url without a slash at the end
 * @param authorization the header of that name; null for none
 */
record RawAvroConfig(String url, String authorization, WireFormat wireFormat) {
  static final String REGISTRY_URL = "registry.url";
  static final String REGISTRY_API = "registry.api";
  static final String REGISTRY_USER = "registry.user";
  static final String REGISTRY_PASSWORD = "registry.password";
  static final String ID_BYTES = "id.bytes";
  static final String ID_KIND = "id.kind";

  private static final String AUTO = "auto";

  static final ConfigDef DEFINITION = definition();

  /** The interface of a registry. */
  enum Api {
    CONFLUENT,
    APICURIO
  }

  /** Which of Apicurio's numbers is before a datum. */
  enum IdKind {
    GLOBAL,
    CONTENT
  }

  private static ConfigDef definition() {
    ConfigDef definition = new ConfigDef();
    new KeyGroup(definition, RawAvroConverter.class.getName())
        .add(
            REGISTRY_URL,
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Validators.text("an address of http or https", RawAvroConfig::urlProblem),
            Label.high(
                    Width.LONG,
                    "Registry",
                    "The address of the schema registry.",
                    "With this converter and `format=avro` a file contains the records' bytes as"
                        + " they were sent, under the schema that they were sent with; each such"
                        + " schema has its own files. Templates and `timestamp.source` can use"
                        + " fields of the value, which are decoded one by one. Transforms see bytes.",
                    "A schema is requested once; up to 1000 are kept. While the registry does not"
                        + " answer, the task tries again for Connect's `errors.retry.timeout`, which"
                        + " is 0 by default: then the record fails, and with `errors.tolerance=all`"
                        + " it becomes a dead letter. TLS uses the worker's Java trust store.")
                .example("http://registry.example.com:8080/apis/registry/v2"))
        .choice(
            REGISTRY_API,
            Api.CONFLUENT,
            Label.high(Width.SHORT, "Interface", "The interface of the registry.")
                .value(
                    "confluent",
                    "Confluent's, which others offer too, Apicurio below `/apis/ccompat/v7`")
                .value(
                    "apicurio",
                    "Apicurio's, below `/apis/registry/v2`; numbers in headers of the record are found too"))
        .text(
            REGISTRY_USER,
            "",
            null,
            Label.medium(Width.MEDIUM, "User", "The user for basic authentication.")
                .value("", "none")
                .example("connect"))
        .add(
            REGISTRY_PASSWORD,
            ConfigDef.Type.PASSWORD,
            "",
            null,
            Label.medium(Width.MEDIUM, "Password", "The password of `" + REGISTRY_USER + "`."))
        .text(
            ID_BYTES,
            AUTO,
            Validators.oneOf(List.of(AUTO, "4", "8")),
            Label.low(
                    Width.SHORT,
                    "Length of numbers",
                    "How many bytes the schema's number before a datum has.",
                    "Apicurio's serializers write 4 with `Legacy4ByteIdHandler` or"
                        + " `as-confluent`.")
                .value(AUTO, "4 with `registry.api=confluent`, 8 with `apicurio`")
                .example("4"))
        .choice(
            ID_KIND,
            IdKind.GLOBAL,
            Label.low(
                    Width.SHORT,
                    "Kind of numbers",
                    "Which of Apicurio's numbers is before a datum; with `registry.api=apicurio`.")
                .value("global", "the global id of an artifact's version")
                .value("content", "the content id, with `use-id=contentId` at the producer"));
    return definition;
  }

  private static String urlProblem(String value) {
    try {
      URI uri = URI.create(value);
      return uri.getHost() != null
              && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          ? null
          : "must begin with http:// or https:// and a host";
    } catch (IllegalArgumentException e) {
      return "must be an address such as http://registry:8081";
    }
  }

  static RawAvroConfig from(Map<String, ?> settings) {
    AbstractConfig config = new AbstractConfig(DEFINITION, settings, false);
    Api api = Api.valueOf(config.getString(REGISTRY_API).toUpperCase(Locale.ROOT));
    SchemaId.Kind kind =
        switch (api) {
          case CONFLUENT -> SchemaId.Kind.CONFLUENT;
          case APICURIO ->
              switch (IdKind.valueOf(config.getString(ID_KIND).toUpperCase(Locale.ROOT))) {
                case GLOBAL -> SchemaId.Kind.GLOBAL;
                case CONTENT -> SchemaId.Kind.CONTENT;
              };
        };
    String length = config.getString(ID_BYTES);
    int idBytes =
        length.equals(AUTO)
            ? api == Api.CONFLUENT ? Integer.BYTES : Long.BYTES
            : Integer.parseInt(length);
    String url = config.getString(REGISTRY_URL);
    return new RawAvroConfig(
        url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
        authorization(config),
        new WireFormat(kind, idBytes));
  }

  private static String authorization(AbstractConfig config) {
    String user = config.getString(REGISTRY_USER);
    if (user.isEmpty()) {
      return null;
    }
    String both = user + ":" + config.getPassword(REGISTRY_PASSWORD).value();
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }
}
