#include "protocol/wbxml/code_pages.h"

#include <array>
#include <string>
#include <vector>

namespace easprobe::wbxml {

namespace {

constexpr std::array<CodePage, code_page_count> pages = {{
    {"AirSync", "airsync", "xmlns:airsync"},
    {"Contacts", "contacts", "xmlns:contacts"},
    {"Email", "email", "xmlns:email"},
    {"AirNotify", "airnotify", "xmlns:airnotify"},
    {"Calendar", "calendar", "xmlns:calendar"},
    {"Move", "move", "xmlns:move"},
    {"GetItemEstimate", "getitemestimate", "xmlns:getitemestimate"},
    {"FolderHierarchy", "folderhierarchy", "xmlns:folderhierarchy"},
    {"MeetingResponse", "meetingresponse", "xmlns:meetingresponse"},
    {"Tasks", "tasks", "xmlns:tasks"},
    {"ResolveRecipients", "resolverecipients", "xmlns:resolverecipients"},
    {"ValidateCert", "validatecert", "xmlns:validatecert"},
    {"Contacts2", "contacts2", "xmlns:contacts2"},
    {"Ping", "ping", "xmlns:ping"},
    {"Provision", "provision", "xmlns:provision"},
    {"Search", "search", "xmlns:search"},
    {"GAL", "gal", "xmlns:gal"},
    {"AirSyncBase", "airsyncbase", "xmlns:airsyncbase"},
    {"Settings", "settings", "xmlns:settings"},
    {"DocumentLibrary", "documentlibrary", "xmlns:documentlibrary"},
    {"ItemOperations", "itemoperations", "xmlns:itemoperations"},
    {"ComposeMail", "composemail", "xmlns:composemail"},
    {"Email2", "email2", "xmlns:email2"},
    {"Notes", "notes", "xmlns:notes"},
    {"RightsManagement", "rightsmanagement", "xmlns:rightsmanagement"},
    {"Find", "find", "xmlns:find"},
}};

struct Row {
    std::uint8_t page;
    std::uint8_t code;
    const char* tag;
    Versions versions;
};

constexpr Row rows[] = {
#define TOKEN(page, code, tag, versions) {page, code, tag, versions},
#include "protocol/wbxml/tokens.inc"
#undef TOKEN
};

constexpr std::size_t row_count = std::size(rows);
constexpr std::size_t slot_count = 2048; // Over three times the rows: short probes.
constexpr std::uint16_t empty_slot = 0xffff;

/// FNV-1a over the tag, begun with the page.
std::size_t slot_of(std::uint8_t page, std::string_view tag)
{
    std::uint32_t hash = 2166136261U ^ page;
    for (const char character : tag)
        hash = (hash ^ static_cast<unsigned char>(character)) * 16777619U;
    return (hash ^ hash >> 15) % slot_count;
}

struct Tables {
    std::vector<std::string> names;
    std::vector<Token> tokens;
    std::array<std::array<std::uint16_t, 64>, code_page_count> by_code{};
    std::array<std::uint16_t, slot_count> by_tag{};

    Tables()
    {
        for (auto& page : by_code)
            page.fill(empty_slot);
        by_tag.fill(empty_slot);
        names.reserve(row_count);
        tokens.reserve(row_count);
        for (const Row& row : rows) {
            const auto index = static_cast<std::uint16_t>(tokens.size());
            names.push_back(std::string(pages.at(row.page).prefix) + ':' + row.tag);
            tokens.push_back({row.page, row.code, row.tag, names.back().c_str(), row.versions});
            by_code.at(row.page).at(row.code) = index;
            std::size_t slot = slot_of(row.page, row.tag);
            while (by_tag.at(slot) != empty_slot)
                slot = (slot + 1) % slot_count;
            by_tag.at(slot) = index;
        }
    }
};

const Tables& tables()
{
    static const Tables built;
    return built;
}

} // namespace

const CodePage& code_page(std::uint8_t page)
{
    return pages.at(page);
}

std::optional<std::uint8_t> find_code_page(std::string_view name)
{
    if (name.ends_with(':'))
        name.remove_suffix(1);
    for (std::uint8_t page = 0; page < code_page_count; ++page)
        if (name == pages.at(page).name)
            return page;
    return std::nullopt;
}

const Token* find_token(std::uint8_t page, std::uint8_t code)
{
    if (page >= code_page_count || code >= 64)
        return nullptr;
    const Tables& all = tables();
    const std::uint16_t index = all.by_code[page][code];
    return index == empty_slot ? nullptr : &all.tokens[index];
}

const Token* find_token(std::uint8_t page, std::string_view tag)
{
    const Tables& all = tables();
    for (std::size_t slot = slot_of(page, tag); all.by_tag[slot] != empty_slot;
         slot = (slot + 1) % slot_count) {
        const Token& token = all.tokens[all.by_tag[slot]];
        if (token.page == page && tag == token.tag)
            return &token;
    }
    return nullptr;
}

std::span<const Token> all_tokens()
{
    return tables().tokens;
}

} // namespace easprobe::wbxml
