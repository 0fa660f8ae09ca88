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

import io.sluice.storage.StorageException;
import io.sluice.storage.StorageException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.ipc.RemoteException;

/** Translates exceptions of the Hadoop client to StorageException, and decides on retrying. */
final class HadoopErrors {
  private static final int MAX_CAUSES = 8;

  /**
   * The meaning of a failure. Types are matched by name, because some classes exist only on the
   * NameNode, and mount tables throw general exceptions.
   *
   * @param type simple name of the exception's class or of a superclass
   * @param message a part of the first line of its message; empty for any message
   * @param kind whether a retry may succeed
   * @param meaning what is wrong, and the remedy
   */
  private record Rule(String type, String message, Kind kind, String meaning) {
    static Rule retry(String type, String message, String meaning) {
      return new Rule(type, message, Kind.RETRIABLE, meaning);
    }

    static Rule refused(String type, String message, String meaning) {
      return new Rule(type, message, Kind.REFUSED, meaning);
    }

    static Rule stop(String type, String message, String meaning) {
      return new Rule(type, message, Kind.FATAL, meaning);
    }

    boolean matches(Throwable failure) {
      return isA(failure, type) && summary(failure).contains(message);
    }
  }

  private static final String REMOVED =
      "the file was removed while it was written, by the partition's next owner, a second connector"
          + " with the same ledger.id, or another program that deletes files below ledger.dir";

  private static final List<Rule> RULES =
      List.of(
          Rule.stop(
              "IOException",
              "encryption zone",
              "output.dir and ledger.dir are in different encryption zones, and HDFS cannot rename"
                  + " files between them; put ledger.dir into the zone of output.dir"),
          Rule.stop(
              "IOException",
              "Renames across",
              "output.dir and ledger.dir are on different mount points, and HDFS cannot rename"
                  + " files between them; put ledger.dir onto the mount point of output.dir"),
          Rule.refused(
              "AccessControlException",
              "authenticat",
              "the cluster does not accept this login; check how it authenticates its users"),
          Rule.stop(
              "SnapshotAccessControlException",
              "",
              "the directory is inside a snapshot, which never changes; set hdfs.url and output.dir to"
                  + " one outside of .snapshot"),
          Rule.stop(
              "AccessControlException",
              "InternalDir of ViewFileSystem",
              "the path is not below a mount point; choose one that is"),
          Rule.stop(
              "NotInMountpointException",
              "",
              "the path is not below a mount point; choose one that is"),
          Rule.refused(
              "AccessControlException",
              "",
              "permission denied; permit the user to read, write and search there, or set hdfs.user"),
          Rule.retry(
              "SafeModeException",
              "",
              "the NameNode is in safe mode, until enough blocks are reported or hdfs dfsadmin"
                  + " -safemode leave is run"),
          Rule.stop(
              "PathComponentTooLongException",
              "",
              "the name is too long; shorten directory.template or file.template"),
          Rule.refused(
              "MaxDirectoryItemsExceededException",
              "",
              "the directory is full; let directory.template spread files over more directories"),
          Rule.refused(
              "QuotaExceededException",
              "",
              "the directory's quota is used up; raise it or clean up"),
          Rule.retry(
              "UnknownHostException",
              "",
              "the host is unknown; check hdfs.url, and for a name service check that hdfs.conf.dir"
                  + " defines it"),
          Rule.retry("StandbyException", "", "no NameNode is active; make one active"),
          Rule.retry("LeaseExpiredException", "", REMOVED),
          Rule.retry("FileNotFoundException", "does not exist", REMOVED),
          Rule.stop(
              "ParentNotDirectoryException",
              "",
              "a file is in the place of a directory; move it away"),
          Rule.stop(
              "PathIsNotDirectoryException",
              "",
              "a file is in the place of a directory; move it away"),
          Rule.stop(
              "InvalidPathException",
              "",
              "HDFS does not accept this name; change directory.template or file.template"),
          Rule.stop(
              "IOException",
              "Invalid path name",
              "HDFS does not accept this name; change directory.template or file.template"),
          Rule.stop("UnsupportedFileSystemException", "", "hdfs.url names an unknown file system"),
          Rule.retry(
              "IOException",
              "could only be written to",
              "no DataNode accepted a block; check that DataNodes are running and have space"),
          Rule.retry(
              "ConnectException",
              "",
              "nothing listens there; check hdfs.url, and that the server is running"),
          Rule.retry(
              "SocketTimeoutException", "", "no answer in time; check the network and the load"),
          Rule.retry(
              "EOFException", "", "the server closed the connection; check that it is running"),
          Rule.retry("NoRouteToHostException", "", "no route to the host; check the network"));

  private HadoopErrors() {}

  /** Also restores the thread's interrupt flag if an interrupt ended the call. */
  static StorageException translate(String operation, String path, Exception failure) {
    if (failure instanceof StorageException translated) {
      return translated;
    }
    String what = operation + " " + path + ": ";
    Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      Throwable seen = unwrap(cause);
      if (isInterrupt(seen)) {
        Thread.currentThread().interrupt();
        return StorageException.retriable(what + "interrupted", failure);
      }
      Optional<KerberosErrors.Rule> kerberos = KerberosErrors.ofConnection(summary(seen));
      if (kerberos.isPresent()) {
        String message = what + kerberos.get().meaning() + " (" + summary(seen) + ")";
        return StorageException.of(kerberos.get().kind(), message, failure);
      }
      for (Rule rule : RULES) {
        if (rule.matches(seen)) {
          String message = what + rule.meaning() + " (" + summary(seen) + ")";
          return StorageException.of(rule.kind(), message, failure);
        }
      }
      cause = cause.getCause();
    }
    String message = what + summary(unwrap(failure));
    return failure instanceof IOException
        ? StorageException.retriable(message, failure)
        : StorageException.fatal(message, failure);
  }

  private static Throwable unwrap(Throwable failure) {
    return failure instanceof RemoteException remote ? remote.unwrapRemoteException() : failure;
  }

  private static boolean isInterrupt(Throwable failure) {
    return failure instanceof InterruptedException
        || failure instanceof ClosedByInterruptException
        || (failure instanceof InterruptedIOException
            && !(failure instanceof SocketTimeoutException));
  }

  private static boolean isA(Throwable failure, String type) {
    if (failure instanceof RemoteException remote && remote.getClassName() != null) {
      String name = remote.getClassName();
      if (name.endsWith("." + type) || name.endsWith("$" + type)) {
        return true;
      }
    }
    for (Class<?> c = failure.getClass(); c != null; c = c.getSuperclass()) {
      if (c.getSimpleName().equals(type)) {
        return true;
      }
    }
    return false;
  }

  /** The first line, because the NameNode appends its stack trace. */
  private static String summary(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow().strip();
  }
}
