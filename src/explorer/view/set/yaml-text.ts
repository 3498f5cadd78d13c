import { Document, isScalar, visit } from "yaml";

/** Settings as YAML that the command line reads. Lists of words and numbers are on one line. */
export function yamlText(settings: object): string {
  const document = new Document(settings);
  visit(document, {
    Seq(_, list) {
      if (list.items.every(isScalar)) list.flow = true;
    },
  });
  return document.toString({ lineWidth: 76, flowCollectionPadding: false });
}
