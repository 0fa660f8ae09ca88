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
package io.sluice.hdfs;

import io.sluice.config.FaultConfig;
import io.sluice.config.KeyFamily;
import io.sluice.connect.StorageProvider;
import io.sluice.metrics.Counter;
import io.sluice.metrics.TaskMetrics;
import io.sluice.storage.LocalStorage;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Storage on HDFS, on mount tables of HDFS, and on a mounted local file system. */
public final class HdfsStorageProvider implements StorageProvider {

  @Override
  public String name() {
    return "hdfs";
  }

  @Override
  public void define(ConfigDef definition) {
    HdfsConfig.define(definition);
  }

  @Override
  public String addressKey() {
    return HdfsConfig.URL;
  }

  @Override
  public List<KeyFamily> keyFamilies() {
    return List.of(HdfsConfig.SETTINGS);
  }

  @Override
  public void check(AbstractConfig config, BiConsumer<String, String> errors) {
    HdfsConfig.check(config, errors);
  }

  @Override
  public void checkHost(AbstractConfig config, BiConsumer<String, String> errors) {
    LoginConfig.from(config)
        .kerberos()
        .flatMap(HdfsStorageProvider::keytabProblem)
        .ifPresent(problem -> errors.accept(LoginConfig.KEYTAB, problem));
  }

  private static Optional<String> keytabProblem(LoginConfig.Kerberos kerberos) {
    try {
      return Keytabs.problem(kerberos.keytab(), KerberosLogin.onThisHost(kerberos.principal()));
    } catch (IOException e) {
      return Optional.of("the name of this host for _HOST is not known: " + e.getMessage());
    }
  }

  @Override
  public Storage open(AbstractConfig config, String stagingDirectory, TaskMetrics metrics)
      throws StorageException {
    // The KDC gets two thirds, so that the NameNode can still answer.
    long loginMillis = config.getLong(FaultConfig.STORAGE_TIMEOUT_MS) * 2 / 3;
    return open(HdfsConfig.from(config), stagingDirectory, new CountedLogin(metrics), loginMillis);
  }

  private record CountedLogin(TaskMetrics metrics) implements LoginEvents {
    @Override
    public void renewed() {
      metrics.add(Counter.LOGIN_RENEWALS, 1);
    }

    @Override
    public void renewalFailed() {
      metrics.add(Counter.LOGIN_FAILURES, 1);
    }
  }

  /**
   * Opens a separate file system with a separate login, so that closing others does not affect it.
   *
   * @param loginMillis time for the KDC to answer
   */
  static Storage open(
      HdfsConfig config, String stagingDirectory, LoginEvents events, long loginMillis)
      throws StorageException {
    URI url = config.url();
    if (url.getScheme().equals("file")) {
      // Hadoop's local file system overwrites when it renames.
      return new LocalStorage(java.nio.file.Path.of(url.getPath()), stagingDirectory);
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // Hadoop discovers file systems through the thread's class loader.
    thread.setContextClassLoader(HdfsStorageProvider.class.getClassLoader());
    HadoopLogin login = null;
    try {
      Configuration configuration = HadoopConfigurations.create(config);
      SupportedFileSystems.require(url.getScheme(), configuration);
      login = HadoopLogin.open(config.login(), events, loginMillis);
      FileSystem fileSystem = login.run(() -> FileSystem.newInstance(url, configuration));
      Path root = new Path(url.getPath().isEmpty() ? "/" : url.getPath());
      return new HadoopStorage(
          new HadoopFiles(fileSystem, root, FileSettings.from(config)), login, stagingDirectory);
    } catch (IOException | RuntimeException e) {
      if (login != null) {
        login.close();
      }
      throw e instanceof NumberFormatException number
          ? notANumber(config, number)
          : HadoopErrors.translate("open", url.toString(), e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Names the settings that have the text, which Hadoop's message has in quotation marks. */
  private static StorageException notANumber(HdfsConfig config, NumberFormatException cause) {
    String settings =
        config.settings().entrySet().stream()
            .filter(setting -> cause.getMessage().contains('"' + setting.getValue().strip() + '"'))
            .map(setting -> HdfsConfig.SETTINGS_PREFIX + setting.getKey())
            .sorted()
            .collect(Collectors.joining(", "));
    return StorageException.fatal(
        "The Hadoop client requires a number in %s (%s)"
            .formatted(
                settings.isEmpty()
                    ? "a setting of the files in " + HdfsConfig.CONFIGURATION_DIRECTORY
                    : settings,
                cause.getMessage()),
        cause);
  }
}
