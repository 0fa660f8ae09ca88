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

import io.sluice.exec.OutageLog;
import io.sluice.exec.Ticker;
import io.sluice.storage.StorageException;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosTicket;

/**
 * A subject whose ticket a thread replaces before it expires. An attempt that fails is repeated,
 * and the present ticket serves until its end. Safe for any thread.
 */
final class KerberosTicketRenewal implements AutoCloseable {
  private static final String OPERATION = "renewing the Kerberos ticket";

  private final KerberosLogin login;
  private final Subject subject;
  private final LoginEvents events;
  private final Clock clock = Clock.systemUTC();
  private final OutageLog outages = new OutageLog(Ticker.system());
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Of the last ticket obtained. Java removes a ticket from the subject once it has expired. */
  private TicketLife life;

  private KerberosTicketRenewal(
      KerberosLogin login, Subject subject, TicketLife life, LoginEvents events) {
    this.login = login;
    this.subject = subject;
    this.life = life;
    this.events = events;
  }

  /** Obtains the first ticket, and starts the thread. */
  static KerberosTicketRenewal start(KerberosLogin login, LoginEvents events)
      throws StorageException {
    Subject subject = login.obtain();
    KerberosTicketRenewal renewal =
        new KerberosTicketRenewal(login, subject, TicketLife.of(subject), events);
    Thread thread = new Thread(renewal::run, "kerberos-renewal-" + login.principal());
    thread.setDaemon(true);
    thread.setContextClassLoader(KerberosTicketRenewal.class.getClassLoader());
    thread.start();
    return renewal;
  }

  /** Has the principal and a ticket that is valid unless the KDC was away for too long. */
  Subject subject() {
    return subject;
  }

  private void run() {
    try {
      while (!closed.await(life.pause(clock.instant()).toMillis(), TimeUnit.MILLISECONDS)) {
        if (life.due(clock.instant())) {
          renew();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void renew() {
    try {
      Subject fresh = login.obtain();
      life = TicketLife.of(fresh);
      replace(fresh);
      events.renewed();
      outages.ended(login.principal(), OPERATION);
    } catch (StorageException | RuntimeException e) {
      events.renewalFailed();
      outages.failed(login.principal(), OPERATION, e.getMessage(), e);
    }
  }

  /**
   * Adds the new ticket before the old ones go, because connections are opened meanwhile. Tickets
   * for servers go too, so that a server whose key was changed is met with a new one.
   */
  private void replace(Subject fresh) {
    Set<KerberosTicket> old = subject.getPrivateCredentials(KerberosTicket.class);
    subject.getPrivateCredentials().addAll(fresh.getPrivateCredentials(KerberosTicket.class));
    subject.getPrivateCredentials().removeAll(old);
  }

  /** Ends the thread without waiting for it. */
  @Override
  public void close() {
    closed.countDown();
  }
}
