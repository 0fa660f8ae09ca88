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
package io.sluice.writer;

import io.sluice.exec.CallMonitor;
import io.sluice.exec.WorkPool;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.util.ArrayList;
import java.util.List;

/**
 * A task's connection to the store, made when the first call needs it. While one thread connects,
 * calls wait in a queue and hold no thread; an attempt that hangs is abandoned like any other call.
 * Safe for any thread.
 */
public final class LazyStorage {
  private final Connector connector;
  private final WorkPool io;
  private final CallMonitor monitor;
  private final List<Runnable> waiting = new ArrayList<>();
  private volatile Storage storage;
  private StorageException failure;
  private Attempt attempt;
  private boolean closed;

  /**
   * @param io runs the calls, and the attempts to connect
   */
  public LazyStorage(Connector connector, WorkPool io, CallMonitor monitor) {
    this.connector = connector;
    this.io = io;
    this.monitor = monitor;
  }

  /** Connects to the store; blocks. */
  @FunctionalInterface
  public interface Connector {
    Storage connect() throws StorageException;
  }

  /**
   * Runs a call on the I/O pool once an attempt to connect has succeeded or failed. Never blocks.
   *
   * @param call gets the store by {@link #connected}
   */
  public void execute(Runnable call) {
    Attempt begun = null;
    synchronized (this) {
      if (storage == null && !closed) {
        waiting.add(call);
        if (attempt != null) {
          return;
        }
        begun = new Attempt();
        attempt = begun;
      }
    }
    io.execute(begun == null ? call : begun);
  }

  /**
   * The store.
   *
   * @throws StorageException if the last attempt to connect failed
   */
  public Storage connected() throws StorageException {
    Storage connected = storage;
    if (connected != null) {
      return connected;
    }
    synchronized (this) {
      if (closed) {
        throw StorageException.fatal("the task is stopping", null);
      }
      throw failure == null
          ? StorageException.retriable("the store is not connected yet", null)
          : failure;
    }
  }

  /**
   * Abandons an attempt to connect that hangs; the calls that wait for it fail, and the next call
   * makes another attempt.
   *
   * @param now milliseconds of the monitor's ticker
   */
  public void check(long now) {
    Attempt overdue;
    synchronized (this) {
      overdue = attempt;
    }
    if (overdue != null && monitor.overdue(overdue, now)) {
      overdue.ended(
          null,
          StorageException.retriable(
              "connecting to the store did not return within storage.timeout.ms", null));
      monitor.interruptOverdue(overdue, now);
    }
  }

  /**
   * The bytes by which staging exceeds the store's budget; 0 before the first connection. Never
   * blocks.
   */
  public long stagingExcess() {
    Storage connected = storage;
    return connected == null ? 0 : connected.stagingExcess();
  }

  /**
   * Closes the connection, if there is one; a connection that an attempt in progress still makes is
   * closed, too.
   */
  public void close() {
    Storage connected;
    synchronized (this) {
      closed = true;
      attempt = null;
      waiting.clear();
      connected = storage;
    }
    if (connected != null) {
      connected.close();
    }
  }

  private final class Attempt implements Runnable, CallMonitor.Owner {

    @Override
    public void run() {
      CallMonitor.Call call = monitor.begin(this, CallMonitor.Pool.IO);
      Storage connected = null;
      StorageException error = null;
      try {
        connected = connector.connect();
      } catch (StorageException e) {
        error = e;
      } catch (Throwable e) {
        error = StorageException.fatal("connecting to the store failed: " + e, e);
      } finally {
        call.end();
      }
      if (!ended(connected, error) && connected != null) {
        connected.close();
      }
    }

    /** Whether this attempt has ended or was abandoned. */
    @Override
    public boolean abandoned() {
      synchronized (LazyStorage.this) {
        return attempt != this;
      }
    }

    /** Ends the attempt; returns false if it was abandoned before. */
    private boolean ended(Storage connected, StorageException error) {
      List<Runnable> calls;
      synchronized (LazyStorage.this) {
        if (attempt != this) {
          return false;
        }
        attempt = null;
        storage = connected;
        failure = error;
        calls = List.copyOf(waiting);
        waiting.clear();
      }
      calls.forEach(io::execute);
      return true;
    }
  }
}
