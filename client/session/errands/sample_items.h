#pragma once

#include "protocol/eas/sync_commands.h"

#include <chrono>
#include <string>
#include <string_view>

namespace easprobe::session {

/// Whether an item is as it was first made, or as its owner has changed it.
enum class Edition { First, Changed };

/// A contact, event or task of that name as a handset would send it; an event is on the day after `now`, free
/// and without a reminder. Empty for any other class.
eas::ItemFields sample_item(std::string_view item_class, const std::string& name,
                            std::chrono::sys_seconds now, Edition edition);

} // namespace easprobe::session
