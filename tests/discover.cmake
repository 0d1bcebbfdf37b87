# Read by ctest when it runs: what is to be tested is found, never listed. A test of its own is each scenario, under
# its name and its story, and each file of test cases, under its name and its first comment; a process for each of
# the hundreds of cases would cost minutes.
#   test_sources     where the tests lie
#   unit_tests, scenario_tests, pki_tests     the programs

function(discovered name label)
  add_test("${name}" ${ARGN})
  set_tests_properties("${name}" PROPERTIES LABELS "${label}" TIMEOUT 300)
endfunction()

function(in_one_line text result)
  string(REGEX REPLACE "[ \t\n]+" " " text "${text}")
  string(STRIP "${text}" text)
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

# One test a file: what its first comment says it is about.
function(discover_files folder label program)
  file(GLOB files "${test_sources}/${folder}/*_test.cpp")
  if(NOT files)
    message(FATAL_ERROR "there is no test in ${folder}")
  endif()
  foreach(file IN LISTS files)
    file(READ "${file}" text LIMIT 1000)
    if(NOT text MATCHES "^((// [^\n]*\n)+)")
      message(FATAL_ERROR "${file} does not begin with what it is about")
    endif()
    string(REPLACE "// " " " about "${CMAKE_MATCH_1}")
    in_one_line("${about}" about)
    get_filename_component(name "${file}" NAME_WE)
    string(REPLACE "_test" "" name "${name}")
    discovered("${folder}.${name}: ${about}" ${label} "${program}" "--source-file=*/${folder}/${name}_test.cpp")
  endforeach()
endfunction()

function(discover_scenarios)
  file(GLOB files RELATIVE "${test_sources}/scenarios" "${test_sources}/scenarios/*/*.scenario.xml")
  if(NOT files)
    message(FATAL_ERROR "there is no scenario")
  endif()
  foreach(file IN LISTS files)
    string(REPLACE ".scenario.xml" "" scenario "${file}")
    file(READ "${test_sources}/scenarios/${file}" text)
    string(REGEX REPLACE "^.*<story>(.*)</story>.*$" "\\1" story "${text}")
    in_one_line("${story}" story)
    string(REPLACE "/" "-" name "${scenario}")
    discovered("${name}: ${story}" scenario "${scenario_tests}" "${scenario}")
  endforeach()
endfunction()

discover_files(unit unit "${unit_tests}")
discover_files(checks unit "${unit_tests}")
discover_files(pki scenario "${pki_tests}")
discover_scenarios()
discovered("scenarios.same_in_same_out: The same clock, chance and server make the same report and recording, byte for byte."
           scenario "${scenario_tests}" "--source-file=*/same_in_same_out_test.cpp")
discovered("scenarios.many_mails: Ten thousand mails come in a time that grows with their number." scenario
           "${scenario_tests}" "--source-file=*/many_mails_test.cpp")
