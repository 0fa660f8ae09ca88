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

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * An HDFS in a separate process: Hadoop keeps one authentication method and one login user per
 * class loader, which in this JVM belong to the connectors.
 */
final class HdfsServer implements AutoCloseable {
  private static final long SECONDS = 60;

  private final Process process;
  private final String url;

  private HdfsServer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts a server that requires Kerberos, with everything encrypted.
   *
   * @param keytab has the keys of {@code hdfs/localhost} and {@code HTTP/localhost}
   */
  static HdfsServer withKerberos(Path directory, TestKdc kdc, Path keytab) throws Exception {
    String server = "hdfs/localhost@" + TestKdc.REALM;
    return start(
        directory,
        List.of("-Djava.security.krb5.conf=" + kdc.krb5Conf()),
        "hadoop.security.authentication=kerberos",
        "hadoop.security.authorization=true",
        "hadoop.rpc.protection=privacy",
        "dfs.data.transfer.protection=privacy",
        "dfs.block.access.token.enable=true",
        "dfs.namenode.kerberos.principal=" + server,
        "dfs.namenode.keytab.file=" + keytab,
        "dfs.datanode.kerberos.principal=" + server,
        "dfs.datanode.keytab.file=" + keytab,
        "dfs.web.authentication.kerberos.principal=HTTP/localhost@" + TestKdc.REALM,
        "dfs.web.authentication.kerberos.keytab=" + keytab,
        "dfs.http.policy=HTTP_ONLY",
        "ignore.secure.ports.for.testing=true",
        "hadoop.proxyuser.gateway.hosts=*",
        "hadoop.proxyuser.gateway.users=*");
  }

  /** Starts a server that believes what its users say who they are. */
  static HdfsServer withoutKerberos(Path directory) throws Exception {
    return start(directory, List.of());
  }

  private static HdfsServer start(Path directory, List<String> options, String... settings)
      throws Exception {
    Files.createDirectories(directory);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of(HdfsServer.class.getName(), directory.toString()));
    command.addAll(Arrays.asList(settings));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(directory.resolve("server.log").toFile()))
            .start();
    Path ready = directory.resolve("ready");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!Files.exists(ready)) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IOException(
            "the server did not start:\n" + Files.readString(directory.resolve("server.log")));
      }
    }
    return new HdfsServer(process, "hdfs://localhost:" + Files.readString(ready));
  }

  /** Takes a directory, then settings. Ends with its standard input. */
  @SuppressWarnings("SystemExitOutsideMain") // Hadoop's threads would keep the process alive.
  public static void main(String... args) throws Exception {
    Path directory = Path.of(args[0]);
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.resolve("data").toString());
    for (String setting : List.of(args).subList(1, args.length)) {
      int equals = setting.indexOf('=');
      configuration.set(setting.substring(0, equals), setting.substring(equals + 1));
    }
    UserGroupInformation.setConfiguration(configuration);
    MiniDFSCluster cluster =
        new MiniDFSCluster.Builder(configuration)
            .numDataNodes(1)
            .checkDataNodeAddrConfig(false)
            .build();
    cluster.waitActive();
    cluster
        .getFileSystem()
        .setPermission(new org.apache.hadoop.fs.Path("/"), new FsPermission((short) 01777));
    Path ready = directory.resolve("ready.tmp");
    Files.writeString(ready, Integer.toString(cluster.getNameNodePort()));
    Files.move(ready, directory.resolve("ready"));
    while (System.in.read() >= 0) {
      continue;
    }
    Runtime.getRuntime().halt(0);
  }

  /** The address of a directory. */
  String url(String path) {
    return url + path;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroyForcibly();
  }
}
