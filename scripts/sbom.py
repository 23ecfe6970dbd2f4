"""Write the list of all that is installed to run Good Offices, as CycloneDX: names, versions, digests, licences.

It is made from the pinned list alone, so that the same list gives the same bytes on every machine.
"""

from __future__ import annotations

import sys
import uuid
from pathlib import Path
from typing import Final

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from goodoffices._version import __version__
from scripts.licences import Pinned, known, pinned

#: What its number is made from: the same contents have the same.
_SPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "good offices sbom")


def made() -> str:
    """Return the list as JSON.

    Raises:
        ValueError: it is not valid.
    """
    licences, factory = known(), LicenseFactory()
    parts = list(pinned("runtime"))
    whole = Component(
        name="goodoffices", version=__version__, type=ComponentType.APPLICATION, bom_ref="goodoffices",
        licenses=[factory.make_from_string("Apache-2.0")],
    )  # fmt: skip
    number = uuid.uuid5(_SPACE, repr((__version__, parts, sorted(licences.items()))))
    bom = Bom(serial_number=number, metadata=BomMetaData(component=whole))
    # The day on which it was made would make other bytes of the same list.
    bom.metadata.timestamp = None  # type: ignore[assignment]  # the format lets it be left out
    components = [_component(one, licences[one.name], factory) for one in parts]
    bom.components.update(components)
    bom.register_dependency(whole, components)
    text = JsonV1Dot6(bom).output_as_string(indent=2)
    if (wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)) is not None:
        raise ValueError(str(wrong))
    return text + "\n"


def _component(one: Pinned, licence: str, factory: LicenseFactory) -> Component:
    """Return a package: its digests are those of all files from which it may be installed, one a platform."""
    url = PackageURL("pypi", name=one.name, version=one.version)
    return Component(
        name=one.name, version=one.version, type=ComponentType.LIBRARY, purl=url, bom_ref=url.to_string(),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in one.digests],
        licenses=[factory.make_from_string(licence)],
        properties=[Property(name="goodoffices:marker", value=one.marker)] if one.marker else [],
    )  # fmt: skip


def main() -> int:
    """Write it."""
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(made(), encoding="utf-8")
    print(f"{target}: {len(list(pinned('runtime')))} packages, valid CycloneDX 1.6")
    return 0


if __name__ == "__main__":
    sys.exit(main())
