#include "core/apparmor/near_misses.h"

#include <doctest/doctest.h>

#include "core/apparmor/attachment.h"

using namespace aug;

using Paths = std::vector<std::string>;

TEST_CASE("a near miss has one component more than what the pattern matches") {
  CHECK(near_misses_of("/opt/*") ==
        Paths{"/opt/a/near-miss", "/opt/aa/near-miss", "/opt/near-miss/a", "/opt/near-miss/aa"});
  CHECK(near_misses_of("/opt/*/bin/x?") == Paths{"/opt/a/bin/xa/near-miss", "/opt/aa/bin/xa/near-miss",
                                                 "/opt/near-miss/a/bin/xa", "/opt/near-miss/aa/bin/xa"});
  CHECK(near_misses_of("/opt/foo*") == Paths{"/opt/foo/near-miss", "/opt/fooa/near-miss"});
  CHECK(near_misses_of("/{opt,srv}/foo") == Paths{"/opt/foo/near-miss", "/srv/foo/near-miss"});
  CHECK(near_misses_of("/opt/{..,a}/x") == Paths{"/opt/a/x/near-miss", "/opt/near-miss/a/x"});
  CHECK(near_misses_of("/opt/{a,b}/run") ==
        Paths{"/opt/a/run/near-miss", "/opt/b/run/near-miss", "/opt/near-miss/a/run", "/opt/near-miss/b/run"});
}

TEST_CASE("near misses are none where all of it is matched, of no pattern, and never many") {
  CHECK(near_misses_of("/opt/**").empty());
  CHECK(near_misses_of("/opt/x").empty());
  CHECK(near_misses_of("/opt/[").empty());
  const std::string many = "/opt/{a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z}/*";
  CHECK(near_misses_of(many).size() == 16);
  for (const std::string& path : near_misses_of(many)) CHECK_FALSE(Attachment(many).matches(path));
}
