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
package io.sluice.it.task.gcs;

import io.sluice.it.gcs.fault.Fault;
import io.sluice.it.gcs.fault.Script;
import java.util.function.Function;

/** What happens to a call. */
public enum FaultKind {
  TOO_MANY_REQUESTS("429", script -> script.status(429)),
  INTERNAL_ERROR("500", script -> script.status(500)),
  UNAVAILABLE("503", script -> script.status(503)),
  REQUEST_TIMEOUT("408", script -> script.status(408)),
  UNAUTHORIZED("401 once", script -> script.status(401)),
  RESET_BEFORE("reset before", Script::dropBefore),
  RESET_MID_BODY("reset mid-body", Script::dropMidBody),
  RESET_AFTER("reset after apply", Script::dropAfter),
  STALL("stall", Script::stall),
  CORRUPT("corrupt checksum", Script::corrupt),
  SHORT_PAGE("short page", Script::shortPage),
  EMPTY_PAGE("empty page", Script::emptyPage);

  private final String title;
  private final Function<Script, Fault> effect;

  FaultKind(String title, Function<Script, Fault> effect) {
    this.title = title;
    this.effect = effect;
  }

  /** Whether only a listing can meet it. */
  public boolean ofListing() {
    return this == SHORT_PAGE || this == EMPTY_PAGE;
  }

  public String title() {
    return title;
  }

  /** Puts it into force for the calls that the script chooses. */
  public Fault inject(Script script) {
    return effect.apply(script);
  }
}
