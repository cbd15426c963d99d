"""Groups the network addresses that belong to one client."""

import ipaddress


def network_of(address: str) -> str:
    """Returns the IPv4 address or the IPv6 /64, since one line or telephone gets that many addresses (RFC 6177).

    An address that cannot be parsed is returned unchanged.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    if ip.ipv4_mapped is not None:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((ip, 64), strict=False))
