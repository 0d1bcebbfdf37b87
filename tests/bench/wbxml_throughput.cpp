// Our codec beside libwbxml's public route, in one run and as ratios: bytes to a tree, and a tree to bytes,
// for a Sync answer of about 100 KB. Exit status 1 where a ratio is under 15.
#include "protocol/wbxml/decoder.h"
#include "protocol/wbxml/encoder.h"
#include "protocol/wbxml/libwbxml_engine.h"
#include "protocol/wbxml/xml_text.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <functional>
#include <sstream>
#include <string>

using namespace easprobe;

namespace {

constexpr double least_ratio = 15;

/// Fifty mails with bodies of about 1.7 KB, as protocol 12.1 sends them.
pugi::xml_document make_answer()
{
    pugi::xml_document document;
    pugi::xml_node root = document.append_child("Sync");
    root.append_attribute("xmlns") = "AirSync";
    root.append_attribute("xmlns:email") = "Email";
    root.append_attribute("xmlns:airsyncbase") = "AirSyncBase";
    pugi::xml_node collection = root.append_child("Collections").append_child("Collection");
    const auto add = [](pugi::xml_node parent, const char* name, const std::string& text) {
        parent.append_child(name).text().set(text.c_str());
    };
    add(collection, "SyncKey", "{2f5a0d56-9d0e-4c5a-8a5e-5d1f3ad4a1b2}2");
    add(collection, "CollectionId", "5");
    add(collection, "Status", "1");
    pugi::xml_node commands = collection.append_child("Commands");
    std::string text;
    while (text.size() < 1700)
        text += "The quick brown fox jumps over the lazy dog.\r\n";
    for (int i = 1; i <= 50; ++i) {
        pugi::xml_node item = commands.append_child("Add");
        add(item, "ServerId", fmt::format("5:{}", i));
        pugi::xml_node data = item.append_child("ApplicationData");
        add(data, "email:To", "\"Alice\" <alice@example.test>");
        add(data, "email:From", "\"Bob Builder\" <bob@example.test>");
        add(data, "email:Subject", fmt::format("Message {}", i));
        add(data, "email:DateReceived", "2008-06-01T12:00:00.000Z");
        add(data, "email:Importance", "1");
        add(data, "email:Read", "0");
        pugi::xml_node body = data.append_child("airsyncbase:Body");
        add(body, "airsyncbase:Type", "1");
        add(body, "airsyncbase:EstimatedDataSize", "1700");
        add(body, "airsyncbase:Truncated", "0");
        add(body, "airsyncbase:Data", text);
        add(data, "email:MessageClass", "IPM.Note");
    }
    return document;
}

/// The least time of one round, in seconds: others share the machine, and noise only adds.
double best_time(int rounds, const std::function<void()>& work)
{
    double best = 1e9;
    for (int i = 0; i < rounds; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        best =
            std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    return best;
}

bool compare(const char* what, std::size_t size, double ours, double theirs)
{
    const double megabytes = static_cast<double>(size) / 1e6;
    fmt::print("{}: ours {:.1f} MB/s, libwbxml {:.1f} MB/s, {:.1f} times\n", what, megabytes / ours,
               megabytes / theirs, theirs / ours);
    return theirs / ours >= least_ratio;
}

} // namespace

int main()
{
    const pugi::xml_document answer = make_answer();
    const std::string bytes = wbxml::encode(answer).value();
    const auto decoded = wbxml::decode(bytes);
    if (!decoded)
        return 70;
    const std::string xml = wbxml::libwbxml::decode_to_xml(bytes).value();
    fmt::print("a Sync answer of {} bytes\n", bytes.size());

    const double our_decoding = best_time(200, [&] {
        if (!wbxml::decode(bytes))
            std::abort();
    });
    // The public route gives XML text; whoever wants a tree parses it. The engine's own first decoding is
    // taken off.
    const double route = best_time(20, [&] {
        const auto text = wbxml::libwbxml::decode_to_xml(bytes);
        pugi::xml_document tree;
        if (!text || !tree.load_buffer(text->data(), text->size(), pugi::parse_default | pugi::parse_doctype))
            std::abort();
    });
    const bool decodes = compare("decode", bytes.size(), our_decoding, route - our_decoding);

    pugi::xml_document tree;
    tree.load_buffer(xml.data(), xml.size(), pugi::parse_full);
    const double our_encoding = best_time(200, [&] {
        if (!wbxml::encode(answer))
            std::abort();
    });
    const double their_encoding = best_time(20, [&] {
        std::ostringstream text;
        tree.save(text, "", pugi::format_raw, pugi::encoding_utf8);
        if (!wbxml::libwbxml::encode_from_xml(text.str()))
            std::abort();
    });
    const bool encodes = compare("encode", bytes.size(), our_encoding, their_encoding);
    return decodes && encodes ? 0 : 1;
}
