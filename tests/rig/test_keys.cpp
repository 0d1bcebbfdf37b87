#include "tests/rig/test_keys.h"

#include "tests/rig/shared_folder.h"
#include "tests/rig/source_dir.h"
#include "tools/eas-test-server/play/certificate_authority.h"

namespace easprobe::rig {

void use_test_keys()
{
    const auto folder = source_dir() / "tests/pki/keys";
    test_server::use_keys({content_of_file(folder / "root.pem"), content_of_file(folder / "issuing.pem"),
                           content_of_file(folder / "server.pem")});
}

} // namespace easprobe::rig
