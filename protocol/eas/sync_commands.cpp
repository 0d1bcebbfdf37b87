#include "protocol/eas/sync_commands.h"

#include "protocol/wbxml/code_pages.h"

#include <string_view>

namespace easprobe::eas {

namespace {

pugi::xml_node collection_of(pugi::xml_document& sync)
{
    return sync.document_element().child("Collections").child("Collection");
}

pugi::xml_node add_command(pugi::xml_document& sync, const char* name)
{
    pugi::xml_node collection = collection_of(sync);
    pugi::xml_node commands = collection.child("Commands");
    if (commands.empty())
        commands = add(collection, "Commands");
    return add(commands, name);
}

/// Declares the code page of a prefixed name, unless it is there already.
void declare_page_of(pugi::xml_document& sync, std::string_view name)
{
    const std::string_view prefix = name.substr(0, name.find(':'));
    for (int page = 0; page < wbxml::code_page_count; ++page) {
        const wbxml::CodePage& known = wbxml::code_page(static_cast<std::uint8_t>(page));
        if (prefix == known.prefix && sync.document_element().attribute(known.prefix_attribute).empty())
            declare(sync, known.prefix_attribute, known.name);
    }
}

void add_fields(pugi::xml_document& sync, pugi::xml_node command, const ItemFields& fields)
{
    const pugi::xml_node data = add(command, "ApplicationData");
    for (const auto& [name, value] : fields) {
        declare_page_of(sync, name);
        add(data, name.c_str(), value);
    }
}

} // namespace

void add_item(pugi::xml_document& sync, std::string_view client_id, const ItemFields& fields)
{
    const pugi::xml_node command = add_command(sync, "Add");
    add(command, "ClientId", client_id);
    add_fields(sync, command, fields);
}

void change_item(pugi::xml_document& sync, std::string_view server_id, const ItemFields& fields)
{
    const pugi::xml_node command = add_command(sync, "Change");
    add(command, "ServerId", server_id);
    add_fields(sync, command, fields);
}

void delete_item_for_good(pugi::xml_document& sync, std::string_view server_id)
{
    pugi::xml_node as_moves = collection_of(sync).child("DeletesAsMoves");
    as_moves.text().set("0");
    add(add_command(sync, "Delete"), "ServerId", server_id);
}

void fetch_item(pugi::xml_document& sync, std::string_view server_id)
{
    add(add_command(sync, "Fetch"), "ServerId", server_id);
}

std::vector<SyncResponse> read_sync_responses(const pugi::xml_document& reply)
{
    std::vector<SyncResponse> responses;
    const pugi::xml_node collection = reply.child("Sync").child("Collections").child("Collection");
    for (const pugi::xml_node element : collection.child("Responses").children())
        responses.push_back(
            {element.name(), string_of(element.child("ClientId")), string_of(element.child("ServerId")),
             number_of(element.child("Status")).value_or(0), element.child("ApplicationData")});
    return responses;
}

} // namespace easprobe::eas
