"""Which addresses are one asker's."""

import ipaddress


def network_of(address: str) -> str:
    """The address, or its /64 for IPv6: one line or telephone is given that many (RFC 6177). An address that cannot be
    read stays as it is.
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
