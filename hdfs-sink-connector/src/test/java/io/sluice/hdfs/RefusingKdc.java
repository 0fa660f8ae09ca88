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

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.apache.kerby.kerberos.kerb.KrbErrorCode;
import org.apache.kerby.kerberos.kerb.type.KerberosTime;
import org.apache.kerby.kerberos.kerb.type.base.KrbError;
import org.apache.kerby.kerberos.kerb.type.base.PrincipalName;

/** A KDC that answers each request with the same error. */
final class RefusingKdc implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  private final byte[] answer;

  RefusingKdc(KrbErrorCode code) throws IOException {
    KrbError error = new KrbError();
    error.setErrorCode(code);
    error.setStime(KerberosTime.now());
    error.setSusec(0);
    error.setRealm(TestKdc.REALM);
    error.setSname(new PrincipalName("krbtgt/" + TestKdc.REALM));
    answer = error.encode();
    Thread thread = new Thread(this::serve, "refusing-kdc");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        DataInputStream request = new DataInputStream(client.getInputStream());
        request.readNBytes(request.readInt());
        DataOutputStream reply = new DataOutputStream(client.getOutputStream());
        reply.writeInt(answer.length);
        reply.write(answer);
        reply.flush();
      } catch (IOException e) {
        // The client went away, or the test has ended.
        continue;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
