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

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.StorageException;
import io.sluice.storage.StorageException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.hadoop.hdfs.protocol.NSQuotaExceededException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HadoopErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "org.apache.hadoop.hdfs.server.namenode.SafeModeException, Name node is in safe mode,"
        + " RETRIABLE, safe mode, until",
    "org.apache.hadoop.ipc.StandbyException, Operation category WRITE, RETRIABLE, active",
    "org.apache.hadoop.security.AccessControlException, Permission denied: user=u, REFUSED,"
        + " permission denied",
    "org.apache.hadoop.security.AccessControlException, SIMPLE authentication is not enabled,"
        + " REFUSED, login",
    "org.apache.hadoop.hdfs.protocol.DSQuotaExceededException, The DiskSpace quota, REFUSED, quota",
    "org.apache.hadoop.hdfs.protocol.NSQuotaExceededException, The NameSpace quota, REFUSED, quota",
    "org.apache.hadoop.hdfs.protocol.FSLimitException$PathComponentTooLongException, The maximum,"
        + " FATAL, too long",
    "org.apache.hadoop.hdfs.protocol.FSLimitException$MaxDirectoryItemsExceededException, The"
        + " directory item limit, REFUSED, directory.template",
    "org.apache.hadoop.hdfs.server.namenode.LeaseExpiredException, File does not exist, RETRIABLE,"
        + " same ledger.id",
    "java.io.FileNotFoundException, File does not exist: /a (inode 1) Holder c does not have any"
        + " open files., RETRIABLE, same ledger.id",
    "java.io.IOException, /a can't be moved into an encryption zone., FATAL, ledger.dir",
    "java.io.IOException, Renames across Mount points not supported, FATAL, mount point",
    "java.io.IOException, File /a could only be written to 0 of the 1 minReplication nodes.,"
        + " RETRIABLE, DataNode",
    "java.io.IOException, something else, RETRIABLE, something else",
    "example.UnheardOfException, what is it, RETRIABLE, what is it"
  })
  void explainsWhatTheNameNodeAnswers(String type, String message, Kind kind, String explanation) {
    RemoteException failure = new RemoteException(type, message + "\n\tat some.Frame(File.java:1)");

    StorageException translated = HadoopErrors.translate("publish", "topics/a", failure);

    assertThat(translated.kind()).isEqualTo(kind);
    assertThat(translated)
        .hasMessageStartingWith("publish topics/a: ")
        .hasMessageContaining(explanation)
        .hasMessageContaining(message)
        .hasCause(failure);
    assertThat(translated.getMessage()).doesNotContain("some.Frame");
  }

  @Test
  void explainsWhatTheClientMeets() {
    assertRetriable(new ConnectException("Connection refused"), "hdfs.url");
    assertRetriable(new SocketTimeoutException("20000 millis timeout"), "no answer");
    assertRetriable(new IOException(), "IOException");
  }

  @Test
  void looksForTheReasonInTheCauses() {
    IllegalArgumentException wrapped =
        new IllegalArgumentException(new UnknownHostException("nameservice"));
    assertRetriable(wrapped, "hdfs.conf.dir");

    IOException outer = new IOException("failed", new AccessControlException("denied"));
    assertThat(HadoopErrors.translate("open", "a", outer).kind()).isEqualTo(Kind.REFUSED);
    IOException quota = new IOException("failed", new NSQuotaExceededException(1, 2));
    assertThat(HadoopErrors.translate("open", "a", quota).kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void aProgrammingErrorIsNotRetried() {
    StorageException translated =
        HadoopErrors.translate("open", "a", new IllegalStateException("a bug"));
    assertThat(translated.kind()).isEqualTo(Kind.FATAL);
    assertThat(translated).hasMessageContaining("a bug");
  }

  @Test
  void anInterruptIsRestored() {
    assertRetriable(new InterruptedIOException("Interrupted while waiting"), "interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertRetriable(new IOException(new InterruptedException()), "interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertRetriable(new SocketTimeoutException(), "no answer");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void translatesOnce() {
    StorageException failure = StorageException.fatal("publish a: done for", null);
    assertThat(HadoopErrors.translate("list", "b", failure)).isSameAs(failure);
  }

  private static void assertRetriable(Exception failure, String explanation) {
    StorageException translated = HadoopErrors.translate("open", "a", failure);
    assertThat(translated.retriable()).isTrue();
    assertThat(translated).hasMessageContaining(explanation);
  }
}
