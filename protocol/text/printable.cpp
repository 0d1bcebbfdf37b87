#include "protocol/text/printable.h"

#include "protocol/text/hex.h"
#include "protocol/text/utf8.h"

namespace easprobe {

namespace {

enum class LineEnds { Escape, Keep };

bool is_control(std::string_view sequence)
{
    const auto first = static_cast<unsigned char>(sequence[0]);
    // U+0080 to U+009F are C2 80 to C2 9F: a terminal may obey them like escape sequences.
    return first < 0x20 || first == 0x7f ||
           (sequence.size() == 2 && first == 0xc2 && static_cast<unsigned char>(sequence[1]) < 0xa0);
}

std::string make_printable(std::string_view text, LineEnds line_ends)
{
    std::string shown;
    shown.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_length(text, at);
        const std::string_view sequence = text.substr(at, length == 0 ? 1 : length);
        const bool kept = line_ends == LineEnds::Keep && (sequence == "\n" || sequence == "\t");
        if (kept || (length != 0 && !is_control(sequence)))
            shown += sequence;
        else
            for (const char byte : sequence)
                shown += "\\x" + to_hex({&byte, 1});
        at += sequence.size();
    }
    return shown;
}

} // namespace

std::string printable(std::string_view text, std::size_t cap)
{
    if (text.size() <= cap)
        return make_printable(text, LineEnds::Escape);
    // A character must not be cut in two: its first half would show as rubbish.
    while (cap > 0 && (static_cast<unsigned char>(text[cap]) & 0xc0) == 0x80)
        --cap;
    return make_printable(text.substr(0, cap), LineEnds::Escape) + "...";
}

std::string printable_lines(std::string_view text)
{
    return make_printable(text, LineEnds::Keep);
}

} // namespace easprobe
