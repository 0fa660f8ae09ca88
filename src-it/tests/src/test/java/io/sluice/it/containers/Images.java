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
package io.sluice.it.containers;

import io.sluice.it.server.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.testcontainers.utility.DockerImageName;

/**
 * Names of the images to run. The first of these counts: the system property {@code
 * sluice.image.<key>}, the environment variable {@code SLUICE_IMAGE_<KEY>}, {@code
 * src-it/target/images.properties}, which the script {@code src-it/images/build} writes, and the
 * public names of {@code src-it/images/images.properties}.
 */
final class Images {
  static final String KAFKA = "kafka";
  static final String HADOOP = "hadoop";
  static final String FAKE_GCS = "fake-gcs";
  static final String KDC = "kdc";

  private final Properties names = new Properties();

  Images(Installation installation) {
    try {
      try (InputStream defaults = Images.class.getResourceAsStream("/images.properties")) {
        names.load(defaults);
      }
      Path provided = installation.root().resolve("src-it/target/images.properties");
      if (Files.exists(provided)) {
        try (Reader reader = Files.newBufferedReader(provided)) {
          names.load(reader);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the names of the images", e);
    }
  }

  /**
   * The image of this key.
   *
   * @throws IllegalArgumentException if there is none
   */
  DockerImageName name(String key) {
    String variable = "SLUICE_IMAGE_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    String name =
        System.getProperty(
            "sluice.image." + key, System.getenv().getOrDefault(variable, names.getProperty(key)));
    if (name == null) {
      throw new IllegalArgumentException("images.properties has no image " + key);
    }
    return DockerImageName.parse(name);
  }
}
