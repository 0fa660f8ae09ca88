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
package io.sluice.path;

import io.sluice.path.PathComponent.Bound;
import io.sluice.path.PathComponent.Constant;
import io.sluice.path.PathComponent.Dynamic;
import io.sluice.path.PathComponent.Levels;
import io.sluice.path.PathComponent.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Binds parsed templates to one topic partition, in which topic and partition are constant texts.
 */
final class PartitionPaths {

  private final String sourceTopic;
  private final int partition;
  private final List<Slot> slots = new ArrayList<>();
  private boolean needsTime;

  PartitionPaths(String sourceTopic, int partition) {
    this.sourceTopic = PathEscape.encode(sourceTopic);
    this.partition = partition;
  }

  /** The slots of all components bound so far, in the order of their numbers. */
  List<Slot> slots() {
    return List.copyOf(slots);
  }

  boolean needsTime() {
    return needsTime;
  }

  PathComponent component(List<Piece> pieces) {
    return new PathComponent(pieces.stream().map(this::part).toList());
  }

  private Part part(Piece piece) {
    if (piece instanceof Piece.Literal literal) {
      return new Constant(literal.text(), false);
    }
    if (piece instanceof Piece.SourceTopic) {
      return new Constant(sourceTopic, true);
    }
    if (piece instanceof Piece.Partition) {
      return new Constant(Integer.toString(partition), false);
    }
    if (piece instanceof Piece.Offset offset) {
      return new Bound(offset.first());
    }
    if (piece instanceof Piece.Time time) {
      needsTime = true;
      return dynamic(new Slot.TimeSlot(time.format()), false);
    }
    if (piece instanceof Piece.Value value) {
      Part part = dynamic(new Slot.ValueSlot(value), true);
      return value.levels() ? new Levels(slots.size() - 1) : part;
    }
    return dynamic(new Slot.TopicSlot(), true);
  }

  private Part dynamic(Slot slot, boolean cuttable) {
    slots.add(slot);
    return new Dynamic(slots.size() - 1, cuttable);
  }
}
