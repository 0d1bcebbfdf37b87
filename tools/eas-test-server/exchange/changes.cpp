#include "tools/eas-test-server/exchange/changes.h"

#include <algorithm>
#include <array>

namespace easprobe::test_server {

namespace {

/// MS-ASCMD FilterType 1 to 7, in days: one, three, a week, two weeks, one, three and six months.
constexpr std::array<int, 8> filter_days = {0, 1, 3, 7, 14, 31, 92, 183};

bool within_filter(const Item& item, int filter_type, Instant now)
{
    if (!item.when || filter_type <= 0 || filter_type >= static_cast<int>(filter_days.size()))
        return true;
    return *item.when >= now - std::chrono::days(filter_days.at(static_cast<std::size_t>(filter_type)));
}

} // namespace

std::vector<Change> changes_for(const Folder& folder, const Held& held, int filter_type, Instant now)
{
    std::vector<Change> changes;
    for (const auto& [id, revision] : held) {
        const auto item = folder.items.find(id);
        if (item == folder.items.end())
            changes.push_back({Change::Kind::Delete, id});
        else if (!within_filter(item->second, filter_type, now))
            changes.push_back({Change::Kind::SoftDelete, id});
        else if (item->second.revision != revision)
            changes.push_back({Change::Kind::Change, id});
    }
    std::vector<const std::pair<const std::string, Item>*> additions;
    for (const auto& entry : folder.items)
        if (!held.contains(entry.first) && within_filter(entry.second, filter_type, now))
            additions.push_back(&entry);
    std::ranges::sort(additions, [](const auto* left, const auto* right) {
        return left->second.number > right->second.number;
    });
    for (const auto* const entry : additions)
        changes.push_back({Change::Kind::Add, entry->first});
    return changes;
}

} // namespace easprobe::test_server
