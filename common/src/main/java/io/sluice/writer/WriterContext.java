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

/**
 * What the parts of one writer share.
 *
 * @param settings the task's settings
 * @param resources the task's resources
 * @param steps how the parts continue after a storage call, and how they fail
 * @param owner the owner of the writer's storage calls in the {@link CallMonitor}
 */
record WriterContext(
    WriterSettings settings, TaskResources resources, WriterSteps steps, CallMonitor.Owner owner) {}
