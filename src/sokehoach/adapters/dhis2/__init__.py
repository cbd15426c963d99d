"""The formats of DHIS2 and of ADX (IHE QRPH) ⇄ the product's programmes, units and values. docs/adr/0065."""
