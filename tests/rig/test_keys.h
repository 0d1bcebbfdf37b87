#pragma once

namespace easprobe::rig {

/// Servers of this process take the published keys of tests/pki: making some takes half a second.
void use_test_keys();

} // namespace easprobe::rig
