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
package io.sluice.it.score;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Counts how often a connector's consumer lost its place in its group. Ask it often. */
final class GroupWatch {
  private final Admin admin;
  private final String group;
  private final Set<String> members = new HashSet<>();

  GroupWatch(Admin admin, String connector) {
    this.admin = admin;
    this.group = "connect-" + connector;
  }

  /** Updates the members of the group. */
  void look() throws ExecutionException, InterruptedException {
    admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
        .map(member -> member.consumerId())
        .forEach(members::add);
  }

  /** Members beyond the first: a consumer that was thrown out comes back under another id. */
  int lost() {
    return Math.max(0, members.size() - 1);
  }
}
