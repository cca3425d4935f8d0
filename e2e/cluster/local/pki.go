package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"

	"k8s.io/client-go/tools/clientcmd"
	api "k8s.io/client-go/tools/clientcmd/api"
)

// authority signs every certificate of one cluster and keeps them as files in one folder.
type authority struct {
	folder      string
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// identity is a certificate and its key on disk.
type identity struct {
	certificateFile, keyFile string
}

func newAuthority(folder string) (*authority, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	template := newTemplate("berth-cluster-ca")
	template.IsCA = true
	template.BasicConstraintsValid = true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
	a := &authority{folder: folder, certificate: template}
	_, err := a.write("ca", template, func(key *ecdsa.PrivateKey) *ecdsa.PrivateKey {
		a.key = key
		return key
	})
	return a, err
}

// issue makes a certificate that serves at the addresses and identifies its owner as a client.
func (a *authority) issue(file, commonName, organization string, addresses ...string) (identity, error) {
	template := newTemplate(commonName)
	template.Subject.Organization = []string{organization}
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}
	for _, address := range addresses {
		if ip := net.ParseIP(address); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, address)
		}
	}
	return a.write(file, template, func(*ecdsa.PrivateKey) *ecdsa.PrivateKey { return a.key })
}

func (a *authority) caFile() string {
	return filepath.Join(a.folder, "ca.crt")
}

// kubeconfig writes a file that reaches the server as the given user.
func (a *authority) kubeconfig(path, server, user, group string) error {
	who, err := a.issue("client-"+filepath.Base(path), user, group)
	if err != nil {
		return err
	}
	files := make([][]byte, 3)
	for i, name := range []string{a.caFile(), who.certificateFile, who.keyFile} {
		if files[i], err = os.ReadFile(name); err != nil {
			return err
		}
	}
	config := api.NewConfig()
	config.Clusters["berth"] = &api.Cluster{Server: server, CertificateAuthorityData: files[0]}
	config.AuthInfos[user] = &api.AuthInfo{ClientCertificateData: files[1], ClientKeyData: files[2]}
	config.Contexts["berth"] = &api.Context{Cluster: "berth", AuthInfo: user}
	config.CurrentContext = "berth"
	return clientcmd.WriteToFile(*config, path)
}

func newTemplate(commonName string) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: commonName},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().AddDate(1, 0, 0),
	}
}

func (a *authority) write(
	file string, template *x509.Certificate, signer func(own *ecdsa.PrivateKey) *ecdsa.PrivateKey,
) (identity, error) {
	result := identity{filepath.Join(a.folder, file+".crt"), filepath.Join(a.folder, file+".key")}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return result, err
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, key.Public(), signer(key))
	if err != nil {
		return result, err
	}
	keyDER, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return result, err
	}
	if err := writePEM(result.certificateFile, "CERTIFICATE", der); err != nil {
		return result, err
	}
	return result, writePEM(result.keyFile, "EC PRIVATE KEY", keyDER)
}

func writePEM(path, kind string, der []byte) error {
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600)
}
