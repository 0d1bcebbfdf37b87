#pragma once

#include "client/handset/profile.h"

#include <string>
#include <vector>

namespace easprobe::rig {

/// The handsets that come along: as many as there are files, in the order of their names.
const std::vector<std::string>& handset_names();

/// One of them, read once a process; fails the test where it cannot be read.
const HandsetProfile& handset(const std::string& name = "wm61-professional");

} // namespace easprobe::rig
