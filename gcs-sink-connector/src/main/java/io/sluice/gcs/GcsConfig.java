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

import static io.sluice.config.KeyGroup.Label.high;

import io.sluice.config.KeyGroup;
import io.sluice.config.PathSetting;
import io.sluice.config.Validators;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * The bucket, access to it, how objects are stored, and where they are staged.
 *
 * @param bucket name of the bucket
 * @param prefix beginning of every object's name, without slashes at its ends; may be empty
 * @param access address, credentials and network
 * @param objects how objects are stored
 * @param spool where files are staged
 */
record GcsConfig(
    String bucket, String prefix, AccessConfig access, ObjectConfig objects, SpoolConfig spool) {

  static final String BUCKET = "gcs.bucket";
  static final String PREFIX = "gcs.prefix";
  static final String GROUP = "GCS";

  /** A name may have 1024 bytes, of which the layout takes up to 900 and a slash takes 1. */
  private static final int MAX_PREFIX_BYTES = 123;

  private static final Pattern BUCKET_NAME =
      Pattern.compile("[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]|(?=.{3,222}$)[a-z0-9][a-z0-9._-]*[a-z0-9]");

  /** Adds the keys of this group. */
  static void define(ConfigDef definition) {
    KeyGroup group = new KeyGroup(definition, GROUP);
    group
        .add(
            BUCKET,
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Validators.text("the name of a bucket", GcsConfig::bucketProblem),
            high(
                    Width.LONG,
                    "Bucket",
                    "The bucket that files are written to.",
                    "The bucket must exist, and may have a retention policy.",
                    Permissions.summary())
                .example("acme-events"))
        .text(
            PREFIX,
            "",
            Validators.text("a path, or empty", GcsConfig::prefixProblem),
            high(
                    Width.LONG,
                    "Prefix",
                    "The directory in the bucket that `output.dir` is relative to, at most 123 bytes.",
                    "Cloud Storage distributes load by the beginning of names. For more than a few"
                        + " hundred files per second, begin `directory.template` with a part that"
                        + " varies, such as `{partition}/{topic}`. For BigQuery external tables use"
                        + " `{topic}/dt={timestamp:yyyy-MM-dd}`.")
                .example("raw/kafka"));
    AccessConfig.define(group);
    ObjectConfig.define(group);
    SpoolConfig.define(new KeyGroup(definition, "Spool"));
  }

  /** Reads the keys of this group. */
  static GcsConfig from(AbstractConfig config) {
    return new GcsConfig(
        config.getString(BUCKET),
        PathSetting.relative(config.getString(PREFIX)),
        AccessConfig.from(config),
        ObjectConfig.from(config),
        SpoolConfig.from(config));
  }

  /** Checks the keys of this group against each other. */
  static void check(AbstractConfig config, BiConsumer<String, String> errors) {
    AccessConfig.check(config, errors);
    ObjectConfig.check(config, errors);
    SpoolConfig.check(config, errors);
  }

  private static String bucketProblem(String value) {
    if (value.startsWith("gs://")) {
      return "must be the name of the bucket without gs://";
    }
    if (value.contains("/")) {
      return "contains a slash; write a directory in the bucket into " + PREFIX;
    }
    return BUCKET_NAME.matcher(value).matches()
        ? null
        : "not a bucket's name, which has 3 to 63 lower-case letters, digits, - and _ (more with"
            + " dots) and begins and ends with a letter or digit";
  }

  private static String prefixProblem(String value) {
    String problem = PathSetting.problem(value);
    if (problem != null) {
      return problem;
    }
    int bytes = PathSetting.relative(value).getBytes(StandardCharsets.UTF_8).length;
    return bytes <= MAX_PREFIX_BYTES
        ? null
        : "has %d bytes, more than %d, so names could exceed Cloud Storage's limit of 1024; shorten it"
            .formatted(bytes, MAX_PREFIX_BYTES);
  }
}
